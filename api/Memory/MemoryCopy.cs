using StackExchange.Redis;
using TrailWatch.Memory.Store;

namespace TrailWatch.Memory;

/// <summary>Where a batch's memory lies: live, or in a copy that is thrown away afterwards.</summary>
public sealed class MemoryPlace(string keyPrefix, Func<Task> dispose) : IAsyncDisposable
{
    public string KeyPrefix { get; } = keyPrefix;

    public async ValueTask DisposeAsync() => await dispose().ConfigureAwait(false);
}

/// <summary>
/// Copies what a batch asks about, so that a dry run goes through the very same scripts and changes nothing that is live.
/// A copy left behind by a crash goes by its TTL.
/// </summary>
public sealed class MemoryCopy(IStore store)
{
    private static readonly string Script = LuaScripts.Load("copy.lua");
    private static readonly TimeSpan Ttl = TimeSpan.FromMinutes(2);

    public MemoryPlace Live { get; } = new(store.KeyPrefix, static () => Task.CompletedTask);

    public async Task<MemoryPlace> TakeAsync(IReadOnlyCollection<SubjectQuestion> questions)
    {
        var prefix = $"{store.KeyPrefix}dry:{Guid.NewGuid():N}:";
        var pairs = questions.SelectMany(q => KeysOf(q, store.KeyPrefix).Zip(KeysOf(q, prefix))).Distinct().ToList();
        var pipeline = store.Database.CreateBatch();
        var pending = pairs.Select(p => pipeline.ScriptEvaluateAsync(Script, [p.First, p.Second], [(long)Ttl.TotalMilliseconds])).ToList();
        pipeline.Execute();
        await Task.WhenAll(pending).ConfigureAwait(false);
        return new(prefix, () => DeleteAsync([.. pairs.Select(p => p.Second)]));
    }

    /// <summary>One command a key: in a cluster they lie in many slots.</summary>
    private async Task DeleteAsync(IReadOnlyList<RedisKey> keys)
    {
        var pipeline = store.Database.CreateBatch();
        var pending = keys.Select(k => pipeline.KeyDeleteAsync(k)).ToList();
        pipeline.Execute();
        await Task.WhenAll(pending).ConfigureAwait(false);
    }

    private static IEnumerable<RedisKey> KeysOf(SubjectQuestion question, string prefix)
    {
        var keys = new SubjectKeys(prefix, question.Subject);
        var imported = question.Calls?.ImportedUnder;
        return
        [
            .. question.Tally?.KeysOf(keys) ?? [],
            .. question.Names?.KeysOf(keys) ?? [],
            .. question.Runs.Keys.Select(keys.Runs),
            .. question.Calls?.KeysOf(keys) ?? [],
            .. imported is null ? (RedisKey[])[] : [new SubjectKeys(prefix, imported).Calls],
        ];
    }
}
