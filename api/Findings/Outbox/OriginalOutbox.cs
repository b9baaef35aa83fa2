using Microsoft.Extensions.Options;
using StackExchange.Redis;
using TrailWatch.Memory;
using TrailWatch.Memory.Store;

namespace TrailWatch.Findings.Outbox;

/// <summary>
/// Events that go on to Splunk as they came. What was delivered is forgotten a day later; what was given up stays as long as findings do.
/// </summary>
public sealed class OriginalOutbox(IStore store, Deliveries queue, IOptions<FindingsOptions> options, TimeProvider clock)
{
    private static readonly string Script = LuaScripts.Load("original.lua");
    private readonly OutboxKeys[] _shards = [.. FindingId.AllShards.Select(shard => OutboxKeys.OfOriginals(store.KeyPrefix, shard))];

    /// <summary>Queues them; when it answers they are on disk as far as the store promises.</summary>
    /// <param name="pieces">HEC envelopes, one after the other; each piece is delivered as a whole.</param>
    public async Task AddAsync(IReadOnlyCollection<ReadOnlyMemory<byte>> pieces)
    {
        if (pieces.Count == 0)
        {
            return;
        }

        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var pipeline = store.Database.CreateBatch();
        var pending = pieces.Select(envelopes =>
        {
            var name = DeliveryName.Of(Guid.NewGuid().ToString("N"), OutboxKeys.Original);
            var keys = OutboxKeys.Of(store.KeyPrefix, name);
            return pipeline.ScriptEvaluateAsync(Script, [keys.Due, keys.Delivery(name)], [name, envelopes, now, options.Value.RetentionMs]);
        }).ToList();
        pipeline.Execute();
        await Task.WhenAll(pending).ConfigureAwait(false);
        await store.CommitAsync(CancellationToken.None).ConfigureAwait(false);
    }

    /// <param name="most">About so many; at least one of each shard.</param>
    /// <param name="cancellation">Before anything is taken up.</param>
    public Task<IReadOnlyList<LeasedOriginal>> LeaseAsync(int most, CancellationToken cancellation = default) =>
        queue.TakeUpAsync(_shards, most, ReadAsync, cancellation);

    /// <summary>How many pieces wait or are under way.</summary>
    public async Task<long> PendingAsync()
    {
        var pipeline = store.Database.CreateBatch();
        var pending = _shards.Select(keys => pipeline.SortedSetLengthAsync(keys.Due)).ToList();
        pipeline.Execute();
        return (await Task.WhenAll(pending).ConfigureAwait(false)).Sum();
    }

    private async Task<Func<Hold, LeasedOriginal>?> ReadAsync(IBatch pipeline, string name)
    {
        var payload = await pipeline.HashGetAsync(OutboxKeys.Of(store.KeyPrefix, name).Delivery(name), "payload").ConfigureAwait(false);
        return payload.IsNull ? null : hold => new(DeliveryName.Read(name).FindingId, (byte[])payload!, hold);
    }
}
