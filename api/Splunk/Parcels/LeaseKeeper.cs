using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using TrailWatch.Findings.Outbox;
using TrailWatch.Splunk.Hec;

namespace TrailWatch.Splunk.Parcels;

/// <summary>
/// Renews the leases of what is under way, so that they can be short: what a process held that died is taken up by another soon, and
/// what waits for its acknowledgement for minutes is not. Nothing is held longer than a round of sending can take.
/// </summary>
internal sealed class LeaseKeeper(FindingOutbox outbox, IOptions<HecOptions> options, TimeProvider time, ILogger<LeaseKeeper> log) : BackgroundService
{
    private readonly ConcurrentDictionary<FindingParcel, long> _held = new(ReferenceEqualityComparer.Instance);

    public void Hold(FindingParcel parcel) => _held[parcel] = time.GetTimestamp();

    public void LetGo(FindingParcel parcel) => _held.TryRemove(parcel, out _);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(outbox.Lease / 3, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
            {
                await RenewAsync().ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The end of the service; leases that are left end by themselves.
        }
    }

    private async Task RenewAsync()
    {
        foreach (var lost in _held.Where(held => time.GetElapsedTime(held.Value) > options.Value.LeaseNeeded).ToList())
        {
            LetGo(lost.Key);
        }

        try
        {
            await outbox.RenewAsync([.. _held.Keys.Select(parcel => parcel.Delivery)]).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // The worst that follows is a duplicate, which says of itself that it is one.
            log.LogWarning(e, "The leases of {Count} deliveries could not be renewed; the next try is soon", _held.Count);
        }
    }
}
