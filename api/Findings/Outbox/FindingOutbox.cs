using StackExchange.Redis;
using TrailWatch.Memory;

namespace TrailWatch.Findings.Outbox;

/// <summary>Findings on their way to Splunk. A finding is queued by the script that stores it, so none is ever stored and forgotten.</summary>
public sealed class FindingOutbox(IStore store, FindingStore findings, Deliveries queue)
{
    private readonly OutboxKeys[] _shards = [.. FindingId.AllShards.Select(shard => OutboxKeys.OfFindings(store.KeyPrefix, shard))];

    /// <param name="most">About so many; at least one of each shard.</param>
    /// <param name="cancellation">Before anything is taken up.</param>
    public Task<IReadOnlyList<LeasedFinding>> LeaseAsync(int most, CancellationToken cancellation = default) =>
        queue.TakeUpAsync(_shards, most, ReadAsync, cancellation);

    private async Task<Func<Hold, LeasedFinding>?> ReadAsync(IBatch pipeline, string name)
    {
        var (id, format) = DeliveryName.Read(name);
        return await findings.FindAsync(id, pipeline).ConfigureAwait(false) is { } finding ? hold => new(finding, format, hold) : null;
    }
}
