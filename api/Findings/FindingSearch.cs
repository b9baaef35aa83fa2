using StackExchange.Redis;
using TrailWatch.Memory;

namespace TrailWatch.Findings;

/// <summary>Pages through findings, newest first, by merging the shards' indexes.</summary>
public sealed class FindingSearch(IStore store, FindingStore findings)
{
    private const int Take = 200;

    /// <param name="filter">Which findings.</param>
    /// <param name="after">The end of the page before; null for the first.</param>
    /// <param name="limit">At most so many.</param>
    public async Task<(IReadOnlyList<Finding> Items, FindingCursor? Next)> FindAsync(FindingFilter filter, FindingCursor? after, int limit)
    {
        var items = new List<Finding>();
        while (true)
        {
            var ids = await NextIdsAsync(filter, after).ConfigureAwait(false);
            var pipeline = store.Database.CreateBatch();
            var pending = ids.Select(e => findings.FindAsync(e.Id, pipeline)).ToList();
            pipeline.Execute();
            var found = await Task.WhenAll(pending).ConfigureAwait(false);
            for (var i = 0; i < ids.Count; i++)
            {
                after = ids[i];
                if (found[i] is { } finding && filter.Matches(finding))
                {
                    items.Add(finding);
                    if (items.Count == limit)
                    {
                        return (items, after);
                    }
                }
            }

            if (ids.Count < Take)
            {
                return (items, null);
            }
        }
    }

    /// <summary>The next ids of all shards together, in order.</summary>
    private async Task<List<FindingCursor>> NextIdsAsync(FindingFilter filter, FindingCursor? after)
    {
        var newest = Math.Min(after?.FirstTime ?? long.MaxValue, (filter.Until?.ToUnixTimeMilliseconds() - 1) ?? long.MaxValue);
        var oldest = filter.Since?.ToUnixTimeMilliseconds() ?? long.MinValue;
        var shards = filter.Actor is { } actor ? [FindingId.ShardOf(actor)] : "0123456789abcdef".ToCharArray();
        var pending = shards.Select(s => ShardAsync(new(store.KeyPrefix, s), filter.Actor, newest, oldest, after)).ToList();
        var all = await Task.WhenAll(pending).ConfigureAwait(false);
        return [.. all.SelectMany(s => s)
            .OrderByDescending(c => c.FirstTime).ThenByDescending(c => c.Id, StringComparer.Ordinal)
            .Take(Take)];
    }

    private async Task<List<FindingCursor>> ShardAsync(FindingKeys keys, string? actor, long newest, long oldest, FindingCursor? after)
    {
        var index = actor is null ? keys.All : keys.OfActor(actor);
        var taken = new List<FindingCursor>();
        for (var skip = 0; ; skip += Take)
        {
            var entries = await store.Database.SortedSetRangeByScoreWithScoresAsync(
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
