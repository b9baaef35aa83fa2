using StackExchange.Redis;
using TrailWatch.Memory.Store;
using TrailWatch.Memory.Tally;

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
        var states = await StatesAsync(questions).ConfigureAwait(false);
        var pairs = questions.Zip(states)
            .SelectMany(q => KeysOf(q.First, q.Second, store.KeyPrefix).Zip(KeysOf(q.First, q.Second, prefix))).Distinct().ToList();
        var pipeline = store.Database.CreateBatch();
        var pending = pairs.Select(p => pipeline.ScriptEvaluateAsync(Script, [p.First, p.Second], [(long)Ttl.TotalMilliseconds])).ToList();
        pipeline.Execute();
        await Task.WhenAll(pending).ConfigureAwait(false);
        return new(prefix, () => store.Database.KeyDeleteAsync([.. pairs.Select(p => p.Second)]));
    }

    /// <summary>A proof may need windows that the batch does not touch: other kinds of events of an hour, or other hours.</summary>
    private async Task<HashEntry[][]> StatesAsync(IReadOnlyCollection<SubjectQuestion> questions)
    {
        var pipeline = store.Database.CreateBatch();
        var pending = questions.Select(q => pipeline.HashGetAllAsync(new SubjectKeys(store.KeyPrefix, q.Subject).State)).ToList();
        pipeline.Execute();
        return await Task.WhenAll(pending).ConfigureAwait(false);
    }

    private static IEnumerable<RedisKey> KeysOf(SubjectQuestion question, HashEntry[] state, string prefix)
    {
        var keys = new SubjectKeys(prefix, question.Subject);
        var imported = question.Calls?.ImportedUnder;
        return
        [
            .. question.Tally?.KeysOf(keys) ?? [],
            .. OpenHours.KeysOf(keys, state),
            .. question.Names?.KeysOf(keys) ?? [],
            .. question.Runs.Keys.Select(keys.Runs),
            .. question.Calls?.KeysOf(keys) ?? [],
            .. imported is null ? (RedisKey[])[] : [new SubjectKeys(prefix, imported).Calls],
        ];
    }
}
