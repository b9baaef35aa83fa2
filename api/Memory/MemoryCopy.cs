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

    /// <summary>Keys at a time: all of them must be through within the store's time-out.</summary>
    private const int Chunk = 2_000;

    private static readonly TimeSpan Ttl = TimeSpan.FromMinutes(10);

    public MemoryPlace Live { get; } = new(store.KeyPrefix, static () => Task.CompletedTask);

    public async Task<MemoryPlace> TakeAsync(IEnumerable<SubjectQuestion> questions)
    {
        var prefix = $"{store.KeyPrefix}dry:{Guid.NewGuid():N}:";
        var pairs = questions.SelectMany(q => KeysOf(q, store.KeyPrefix).Zip(KeysOf(q, prefix))).Distinct().ToList();
        await PipelineAsync(pairs, (redis, p) => redis.ScriptEvaluateAsync(Script, [p.First, p.Second], [(long)Ttl.TotalMilliseconds])).ConfigureAwait(false);
        return new(prefix, () => DeleteAsync([.. pairs.Select(p => p.Second)]));
    }

    /// <summary>One command a key: in a cluster they lie in many slots.</summary>
    private Task DeleteAsync(IReadOnlyList<RedisKey> keys) => PipelineAsync(keys, (redis, key) => redis.KeyDeleteAsync(key));

    private async Task PipelineAsync<T>(IEnumerable<T> items, Func<IDatabaseAsync, T, Task> send)
    {
        foreach (var chunk in items.Chunk(Chunk))
        {
            var pipeline = store.Database.CreateBatch();
            var pending = chunk.Select(i => send(pipeline, i)).ToList();
            pipeline.Execute();
            await Task.WhenAll(pending).ConfigureAwait(false);
        }
    }

    private static IEnumerable<RedisKey> KeysOf(SubjectQuestion question, string prefix)
    {
        var keys = new SubjectKeys(prefix, question.Subject);
        var imported = question.Calls?.ImportedUnder;
        return
        [
            .. question.Tally?.KeysOf(keys) ?? [],
            .. question.Names?.KeysOf(keys) ?? [],
            .. question.Habits is null ? (RedisKey[])[] : [keys.Habits],
            .. question.Runs.Keys.Select(keys.Runs),
            .. question.Calls?.KeysOf(keys) ?? [],
            .. imported is null ? (RedisKey[])[] : [new SubjectKeys(prefix, imported).Calls],
        ];
    }
}
