using StackExchange.Redis;
using TrailWatch.Memory;

namespace TrailWatch.Findings;

/// <summary>Reads the sorted sets of several shards as though they were one: highest score first, then highest member.</summary>
internal static class ShardedIndex
{
    /// <summary>How many entries one call gives; fewer mean that there are no more.</summary>
    public const int Take = 200;

    /// <param name="store">Where.</param>
    /// <param name="indexes">The sorted sets.</param>
    /// <param name="newest">The highest score.</param>
    /// <param name="oldest">The lowest score.</param>
    /// <param name="after">The entry before the first one wanted; null for the beginning.</param>
    public static async Task<List<FindingCursor>> NextAsync(
        IStore store, IEnumerable<RedisKey> indexes, long newest, long oldest, FindingCursor? after)
    {
        newest = Math.Min(newest, after?.FirstTime ?? long.MaxValue);
        var pending = indexes.Select(i => ShardAsync(store.Database, i, newest, oldest, after)).ToList();
        var all = await Task.WhenAll(pending).ConfigureAwait(false);
        return [.. all.SelectMany(s => s)
            .OrderByDescending(c => c.FirstTime).ThenByDescending(c => c.Id, StringComparer.Ordinal)
            .Take(Take)];
    }

    private static async Task<List<FindingCursor>> ShardAsync(IDatabase redis, RedisKey index, long newest, long oldest, FindingCursor? after)
    {
        var taken = new List<FindingCursor>();
        for (var skip = 0; ; skip += Take)
        {
            var entries = await redis.SortedSetRangeByScoreWithScoresAsync(
                index, newest == long.MaxValue ? double.PositiveInfinity : newest, oldest == long.MinValue ? double.NegativeInfinity : oldest,
                order: Order.Descending, skip: skip, take: Take).ConfigureAwait(false);
            taken.AddRange(entries.Select(e => new FindingCursor((long)e.Score, e.Element!)).Where(c => IsAfter(c, after)));
            if (entries.Length < Take || taken.Count >= Take)
            {
                return taken;
            }
        }
    }

    private static bool IsAfter(FindingCursor c, FindingCursor? after) => after is null || c.FirstTime < after.FirstTime
        || (c.FirstTime == after.FirstTime && string.CompareOrdinal(c.Id, after.Id) < 0);
}
