using System.Globalization;
using Microsoft.Extensions.Options;
using TrailWatch.Findings.Outbox;
using TrailWatch.Splunk.Delivery;
using TrailWatch.Splunk.Hec;

namespace TrailWatch.Splunk.Parcels;

/// <summary>What waits in the store, for the sender: findings first, written in their formats, then what is passed through.</summary>
internal sealed class StoredParcels(
    Deliveries queue, FindingOutbox findings, OriginalOutbox originals, FindingEvents events, LeaseKeeper leases, IOptions<HecOptions> options, TimeProvider clock,
    ILogger<StoredParcels> log)
    : IOutbox
{
    /// <summary>Each may be large; more would only lie in memory.</summary>
    private const int MostOriginals = 64;

    public async Task<IReadOnlyList<Parcel>> LeaseAsync(int most, CancellationToken cancellation)
    {
        var found = await findings.LeaseAsync(most, cancellation).ConfigureAwait(false);
        List<StoredParcel> parcels = [.. found.Select(delivery => Write(delivery, () => events.Of(delivery)))];
        if (parcels.Count < most)
        {
            parcels.AddRange(await PassedAsync(Math.Min(most - parcels.Count, MostOriginals), isAlone: parcels.Count == 0).ConfigureAwait(false));
        }

        parcels.ForEach(leases.Hold);
        return parcels;
    }

    public async Task<IReadOnlyList<SettlementKind>> SettleAsync(IReadOnlyList<Settlement> settled, CancellationToken cancellation)
    {
        List<DeliveryResult> results = [.. settled.Select(Result)];
        await queue.SettleAsync(results).ConfigureAwait(false);
        foreach (var one in settled)
        {
            leases.LetGo((StoredParcel)one.Parcel);
        }

        return [.. settled.Zip(results, (one, result) => result.End == DeliveryEnd.Dead ? SettlementKind.Dead : one.Kind)];
    }

    /// <summary>Whatever is wrong with originals, findings that were taken up already go out.</summary>
    private async Task<IEnumerable<StoredParcel>> PassedAsync(int most, bool isAlone)
    {
        try
        {
            var passed = await originals.LeaseAsync(most, CancellationToken.None).ConfigureAwait(false);
            return [.. passed.Select(delivery => Write(delivery, () => OriginalEvents.Of(delivery)))];
        }
        catch (Exception e) when (!isAlone)
        {
            log.LogWarning(e, "Originals could not be taken up; findings go on");
            return [];
        }
    }

    /// <summary>What cannot be written has no events, and ends as a dead letter; the others go on.</summary>
    private StoredParcel Write(LeasedDelivery delivery, Func<IReadOnlyList<HecEvent>> write)
    {
        try
        {
            return new(delivery, write());
        }
        catch (Exception e)
        {
            log.LogError(e, "{Delivery} cannot be written for Splunk", delivery.Name);
            return new(delivery, []);
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
