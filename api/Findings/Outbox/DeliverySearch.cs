using StackExchange.Redis;
using TrailWatch.Memory;

namespace TrailWatch.Findings.Outbox;

/// <summary>How much is queued.</summary>
/// <param name="Pending">Deliveries to be made, or under way.</param>
/// <param name="Dead">Deliveries given up.</param>
/// <param name="Due">When the delivery that is due longest became due, Unix ms; null where none is pending.</param>
public sealed record OutboxDepth(long Pending, long Dead, long? Due);

/// <summary>Pages through deliveries, the latest first: those pending by when they are due, the others by when they ended.</summary>
public sealed class DeliverySearch(IStore store, OutboxFormats formats)
{
    private static readonly RedisValue[] Fields =
        ["state", "revision", "endpoint", "attempts", "first", "last", "reason", "code", "status", "ambiguous"];

    /// <param name="states">Which deliveries.</param>
    /// <param name="after">The end of the page before; null for the first.</param>
    /// <param name="limit">At most so many.</param>
    public async Task<(IReadOnlyList<Delivery> Items, FindingCursor? Next)> FindAsync(IReadOnlyCollection<DeliveryState> states, FindingCursor? after, int limit)
    {
        var items = new List<Delivery>();
        var indexes = FindingId.AllShards.SelectMany(shard => states.Select(state => IndexOf(state, new(store.KeyPrefix, shard)))).ToList();
        while (true)
        {
            var names = await ShardedIndex.NextAsync(store, indexes, long.MaxValue, long.MinValue, after).ConfigureAwait(false);
            var pipeline = store.Database.CreateBatch();
            var pending = names.Select(n => ReadAsync(pipeline, n.Id)).ToList();
            pipeline.Execute();
            var read = await Task.WhenAll(pending).ConfigureAwait(false);
            for (var i = 0; i < names.Count; i++)
            {
                after = names[i];
                if (read[i] is { } delivery && states.Contains(delivery.State))
                {
                    items.Add(delivery);
                    if (items.Count == limit)
                    {
                        return (items, after);
                    }
                }
            }

            if (names.Count < ShardedIndex.Take)
            {
                return (items, null);
            }
        }
    }

    /// <summary>The states of all deliveries that these findings have, in no order.</summary>
    public async Task<IReadOnlyCollection<DeliveryState>> StatesAsync(IReadOnlyCollection<string> findingIds)
    {
        var pipeline = store.Database.CreateBatch();
        var pending = findingIds.SelectMany(formats.DeliveriesOf, (id, name) => pipeline.HashGetAsync(
            FindingKeys.OfId(store.KeyPrefix, id).Delivery(name), "state")).ToList();
        pipeline.Execute();
        return [.. (await Task.WhenAll(pending).ConfigureAwait(false)).Where(state => !state.IsNull).Select(StateOf)];
    }

    public async Task<OutboxDepth> DepthAsync()
    {
        var pipeline = store.Database.CreateBatch();
        var shards = FindingId.AllShards.Select(s => new FindingKeys(store.KeyPrefix, s)).ToList();
        var pending = shards.Select(k => pipeline.SortedSetLengthAsync(k.Due)).ToList();
        var dead = shards.Select(k => pipeline.SortedSetLengthAsync(k.Dead)).ToList();
        var oldest = shards.Select(k => pipeline.SortedSetRangeByRankWithScoresAsync(k.Due, 0, 0)).ToList();
        pipeline.Execute();
        return new(
            (await Task.WhenAll(pending).ConfigureAwait(false)).Sum(),
            (await Task.WhenAll(dead).ConfigureAwait(false)).Sum(),
            (await Task.WhenAll(oldest).ConfigureAwait(false)).SelectMany(o => o).Select(o => (long?)o.Score).Min());
    }

    private static RedisKey IndexOf(DeliveryState state, FindingKeys keys) =>
        state switch { DeliveryState.Delivered => keys.Delivered, DeliveryState.Dead => keys.Dead, _ => keys.Due };

    private async Task<Delivery?> ReadAsync(IBatch pipeline, string name)
    {
        var (id, format) = DeliveryName.Read(name);
        var f = await pipeline.HashGetAsync(FindingKeys.OfId(store.KeyPrefix, id).Delivery(name), Fields).ConfigureAwait(false);
        return f[0].IsNull
            ? null
            : new(
                id, format, StateOf(f[0]),
                (int)f[1], Text(f[2]), f[3].IsNull ? 0 : (int)f[3], Time(f[4]), Time(f[5]), Text(f[6]), Number(f[7]), Number(f[8]),
                f[9] == "1");
    }

    private static DeliveryState StateOf(RedisValue state) =>
        state == "pending" ? DeliveryState.Pending : state == "dead" ? DeliveryState.Dead : DeliveryState.Delivered;

    private static string? Text(RedisValue value) => value.IsNullOrEmpty ? null : (string)value!;

    private static int? Number(RedisValue value) => value.IsNullOrEmpty ? null : (int)value;

    private static DateTime? Time(RedisValue value) => value.IsNullOrEmpty ? null : DateTimeOffset.FromUnixTimeMilliseconds((long)value).UtcDateTime;
}
