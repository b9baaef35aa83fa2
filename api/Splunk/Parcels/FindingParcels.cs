using System.Globalization;
using Microsoft.Extensions.Options;
using TrailWatch.Findings.Outbox;
using TrailWatch.Splunk.Delivery;
using TrailWatch.Splunk.Hec;

namespace TrailWatch.Splunk.Parcels;

/// <summary>The findings that wait in the store, for the sender: leased, written in their formats, and settled.</summary>
internal sealed class FindingParcels(FindingOutbox outbox, FindingEvents events, LeaseKeeper leases, IOptions<HecOptions> options, TimeProvider clock) : IOutbox
{
    public async Task<IReadOnlyList<Parcel>> LeaseAsync(int most, CancellationToken cancellation)
    {
        List<FindingParcel> parcels =
            [.. (await outbox.LeaseAsync(most, cancellation).ConfigureAwait(false)).Select(delivery => new FindingParcel(delivery, events.Of(delivery)))];
        parcels.ForEach(leases.Hold);
        return parcels;
    }

    public async Task SettleAsync(IReadOnlyList<Settlement> settled, CancellationToken cancellation)
    {
        await outbox.SettleAsync([.. settled.Select(Result)]).ConfigureAwait(false);
        foreach (var one in settled)
        {
            leases.LetGo((FindingParcel)one.Parcel);
        }
    }

    private DeliveryResult Result(Settlement settled)
    {
        var delivery = ((FindingParcel)settled.Parcel).Delivery;
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
