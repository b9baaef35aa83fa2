using System.Globalization;
using Microsoft.Extensions.Options;
using TrailWatch.Findings.Outbox;
using TrailWatch.Splunk.Delivery;
using TrailWatch.Splunk.Hec;

namespace TrailWatch.Splunk.Parcels;

/// <summary>What waits in the store, for the sender: findings first, written in their formats, then what is passed through.</summary>
internal sealed class StoredParcels(
    Deliveries queue, FindingOutbox findings, OriginalOutbox originals, FindingEvents events, LeaseKeeper leases, IOptions<HecOptions> options, TimeProvider clock)
    : IOutbox
{
    /// <summary>Each may be large; more would only lie in memory.</summary>
    private const int MostOriginals = 64;

    public async Task<IReadOnlyList<Parcel>> LeaseAsync(int most, CancellationToken cancellation)
    {
        List<StoredParcel> parcels =
            [.. (await findings.LeaseAsync(most, cancellation).ConfigureAwait(false)).Select(delivery => new StoredParcel(delivery, events.Of(delivery)))];
        if (parcels.Count < most)
        {
            var passed = await originals.LeaseAsync(Math.Min(most - parcels.Count, MostOriginals), CancellationToken.None).ConfigureAwait(false);
            parcels.AddRange(passed.Select(delivery => new StoredParcel(delivery, OriginalEvents.Of(delivery))));
        }

        parcels.ForEach(leases.Hold);
        return parcels;
    }

    public async Task SettleAsync(IReadOnlyList<Settlement> settled, CancellationToken cancellation)
    {
        await queue.SettleAsync([.. settled.Select(Result)]).ConfigureAwait(false);
        foreach (var one in settled)
        {
            leases.LetGo((StoredParcel)one.Parcel);
        }
    }

    private DeliveryResult Result(Settlement settled)
    {
        var delivery = ((StoredParcel)settled.Parcel).Delivery;
        var isOver = settled.Kind == SettlementKind.Retry && IsOver(delivery);
        var end = settled.Kind switch
        {
            SettlementKind.Delivered or SettlementKind.DeliveredUnconfirmed => DeliveryEnd.Delivered,
            SettlementKind.Hold => DeliveryEnd.Release,
            SettlementKind.Retry when !isOver => DeliveryEnd.Retry,
            _ => DeliveryEnd.Dead,
        };
        return new(
            delivery, end, settled.Endpoint, settled.HttpStatus, settled.HecCode, isOver ? OverReason(settled.Reason) : settled.Reason, settled.Ambiguous,
            settled.RetryAfter ?? TimeSpan.Zero);
    }

    private bool IsOver(LeasedDelivery delivery) =>
        clock.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(delivery.TryingSince) >= TimeSpan.FromHours(options.Value.Retry.BudgetHours);

    private string OverReason(string? last) =>
        string.Create(CultureInfo.InvariantCulture, $"Tried for {options.Value.Retry.BudgetHours} hours. Last: {last ?? "no answer"}");
}
