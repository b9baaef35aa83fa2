using TrailWatch.Memory;

namespace TrailWatch.Findings;

/// <summary>Pages through findings, newest first, by merging the shards' indexes.</summary>
public sealed class FindingSearch(IStore store, FindingStore findings)
{
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

            if (ids.Count < ShardedIndex.Take)
            {
                return (items, null);
            }
        }
    }

    private Task<List<FindingCursor>> NextIdsAsync(FindingFilter filter, FindingCursor? after) => ShardedIndex.NextAsync(
        store,
        filter.Actor is { } actor
            ? [new FindingKeys(store.KeyPrefix, FindingId.ShardOf(actor)).OfActor(actor)]
            : FindingId.AllShards.Select(shard => new FindingKeys(store.KeyPrefix, shard).All),
        (filter.Until?.ToUnixTimeMilliseconds() - 1) ?? long.MaxValue,
        filter.Since?.ToUnixTimeMilliseconds() ?? long.MinValue,
        after);
}
