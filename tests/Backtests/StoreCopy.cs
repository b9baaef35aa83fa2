using StackExchange.Redis;
using TrailWatch.Memory;
using TrailWatch.Tests.Stores;

namespace TrailWatch.Tests.Backtests;

/// <summary>A whole store under another prefix, but for its findings: where another service could go on.</summary>
internal static class StoreCopy
{
    public static async Task<IStore> OfAsync(IStore store)
    {
        var copy = new TestStore(store.Database);
        var db = store.Database;
        foreach (var key in (await StoreDump.KeysAsync(store)).Where(k => !k[store.KeyPrefix.Length..].StartsWith("{f", StringComparison.Ordinal)))
        {
            RedisKey to = copy.KeyPrefix + key[store.KeyPrefix.Length..];
            switch (await db.KeyTypeAsync(key))
            {
                case RedisType.Hash:
                    await db.HashSetAsync(to, await db.HashGetAllAsync(key));
                    break;
                case RedisType.Set:
                    await db.SetAddAsync(to, await db.SetMembersAsync(key));
                    break;
                case RedisType.SortedSet:
                    await db.SortedSetAddAsync(to, await db.SortedSetRangeByRankWithScoresAsync(key));
                    break;
                case RedisType.List:
                    await db.ListRightPushAsync(to, await db.ListRangeAsync(key));
                    break;
                case RedisType.String:
                    await db.StringSetAsync(to, await db.StringGetAsync(key));
                    break;
                default:
                    break;
            }
        }

        return copy;
    }
}
