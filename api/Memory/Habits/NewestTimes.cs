using StackExchange.Redis;

namespace TrailWatch.Memory.Habits;

/// <summary>
/// Things and when each was last seen: a sorted set with the newest so many. The newest time of each stays, and one that has
/// been let go was older than all that were kept; so it makes no difference in which order or how often events come.
/// </summary>
/// <param name="cap">The most that are kept.</param>
internal sealed class NewestTimes(int cap)
{
    private readonly Dictionary<string, long> _newest = new(StringComparer.Ordinal);

    public void Add(string member, long time) => _newest[member] = Math.Max(_newest.GetValueOrDefault(member, long.MinValue), time);

    public Task Send(IDatabaseAsync redis, RedisKey key, MemoryOptions options) => _newest.Count == 0 ? Task.CompletedTask : Task.WhenAll(
        redis.SortedSetAddAsync(key, [.. _newest.Select(n => new SortedSetEntry(n.Key, n.Value))], SortedSetWhen.GreaterThan),
        redis.SortedSetRemoveRangeByRankAsync(key, 0, -cap - 1),
        redis.KeyExpireAsync(key, TimeSpan.FromMilliseconds(options.ActorRetentionMs)));
}
