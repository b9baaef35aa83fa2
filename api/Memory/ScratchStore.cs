using StackExchange.Redis;
using TrailWatch.Memory.Baselines;

namespace TrailWatch.Memory;

/// <summary>
/// A corner of a store for a memory that is thrown away after use: apart from all else by its prefix, and never waited for to
/// survive a crash.
/// </summary>
public sealed class ScratchStore(IStore store, string keyPrefix) : IStore
{
    private const int Page = 1_000;

    public IDatabase Database => store.Database;

    public string KeyPrefix { get; } = keyPrefix;

    public Task CommitAsync(CancellationToken cancellation = default) => Task.CompletedTask;

    public Task<bool> PingAsync(CancellationToken cancellation = default) => store.PingAsync(cancellation);

    /// <summary>Takes away every key under the prefix, on every master of the store.</summary>
    public async Task ClearAsync()
    {
        foreach (var server in Database.Multiplexer.GetServers().Where(s => !s.IsReplica))
        {
            // A scan may miss what moves while it goes on, so it is made until it finds nothing.
            while (await ClearAsync(server).ConfigureAwait(false) > 0)
            {
            }
        }
    }

    private async Task<int> ClearAsync(IServer server)
    {
        var found = 0;
        var page = new List<RedisKey>(Page);
        await foreach (var key in server.KeysAsync(Database.Database, SubjectScan.Escape(KeyPrefix) + "*", Page).ConfigureAwait(false))
        {
            page.Add(key);
            found++;
            if (page.Count == Page)
            {
                await DeleteAsync(page).ConfigureAwait(false);
                page.Clear();
            }
        }

        await DeleteAsync(page).ConfigureAwait(false);
        return found;
    }

    /// <summary>One command a key: in a cluster they lie in many slots.</summary>
    private async Task DeleteAsync(List<RedisKey> keys)
    {
        var pipeline = Database.CreateBatch();
        var pending = keys.Select(k => pipeline.KeyDeleteAsync(k)).ToList();
        pipeline.Execute();
        await Task.WhenAll(pending).ConfigureAwait(false);
    }
}
