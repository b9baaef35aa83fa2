using StackExchange.Redis;
using TrailWatch.Memory.Log;
using TrailWatch.Memory.Store;
using TrailWatch.Memory.Subjects;

namespace TrailWatch.Memory;

/// <summary>The logs of subjects in the store: reads them, and writes them where they still end as somebody knows.</summary>
internal static class SubjectStore
{
    private static readonly string Remember = LuaScripts.Load("remember.lua");
    private static readonly string Rewrite = LuaScripts.Load("rewrite.lua");

    /// <summary>Starts reading a subject's state; an empty one where nothing is remembered.</summary>
    public static async Task<SubjectState> ReadAsync(IDatabaseAsync redis, string prefix, string subject)
    {
        var log = await redis.ListRangeAsync(new SubjectKeys(prefix, subject).Memory).ConfigureAwait(false);
        var state = new SubjectState(subject);
        foreach (ReadOnlyMemory<byte> element in log)
        {
            state = MemoryLog.Apply(state, element.Span, 1);
        }

        return state;
    }

    /// <summary>Starts appending to logs of one shard.</summary>
    public static Task<RedisResult> Append(IDatabaseAsync redis, List<Writing> writings)
    {
        var keys = new RedisKey[writings.Count];
        var argv = new RedisValue[4 * writings.Count];
        for (var i = 0; i < writings.Count; i++)
        {
            var writing = writings[i];
            keys[i] = writing.Of.Key;
            (argv[4 * i], argv[(4 * i) + 1]) = EndOf(writing.Of.State);
            argv[(4 * i) + 2] = writing.Bytes;
            argv[(4 * i) + 3] = writing.TtlMs is { } ttl ? ttl : RedisValue.EmptyString;
        }

        return redis.ScriptEvaluateAsync(Remember, keys, argv);
    }

    /// <summary>Starts writing a log anew, and the history of what the state has folded since it was last written.</summary>
    public static Task<RedisResult> Replace(IDatabaseAsync redis, string prefix, SubjectState state, ReadOnlyMemory<byte> log, long ttlMs)
    {
        var keys = new SubjectKeys(prefix, state.Subject);
        var (count, mark) = EndOf(state);
        List<RedisValue> argv = [count, mark, log, ttlMs, state.Tally.Past.Count];
        foreach (var (label, hour) in state.Tally.Past)
        {
            argv.AddRange([label, hour.Day, hour.HourOfDay, hour.Pack()]);
        }

        return redis.ScriptEvaluateAsync(Rewrite, [keys.Memory, keys.History], [.. argv]);
    }

    /// <summary>Lets a state catch up with what the store answered instead of writing.</summary>
    /// <param name="state">What was thought.</param>
    /// <param name="elements">Of the log now.</param>
    /// <param name="kind">1 for what others have appended, 2 for the whole log.</param>
    /// <param name="bytes">The same.</param>
    public static SubjectState CatchUp(SubjectState state, int elements, int kind, ReadOnlySpan<byte> bytes) => kind == 1
        ? MemoryLog.Apply(state, bytes, elements - state.End.Count)
        : MemoryLog.Read(state.Subject, bytes, elements);

    /// <summary>Changes a state beside all batches: reads it, lets it change and writes it anew, again if somebody came in between.</summary>
    /// <param name="store">The store.</param>
    /// <param name="subject">Whose.</param>
    /// <param name="ttlMs">For how long it is kept from now on.</param>
    /// <param name="change">Says whether it has changed anything, and what to return.</param>
    public static async Task<T> ChangeAsync<T>(IStore store, string subject, long ttlMs, Func<SubjectState, (bool Changed, T Answer)> change)
    {
        while (true)
        {
            var state = await ReadAsync(store.Database, store.KeyPrefix, subject).ConfigureAwait(false);
            var (changed, answer) = change(state);
            if (!changed)
            {
                return answer;
            }

            using var log = new LogWriter();
            Snapshot.Write(log, state);
            log.End();
            var reply = await Replace(store.Database, store.KeyPrefix, state, log.Written(0), ttlMs).ConfigureAwait(false);
            if (((RedisResult[])reply!).Length == 0)
            {
                return answer;
            }
        }
    }

    private static (RedisValue Count, RedisValue Mark) EndOf(SubjectState state) => state.IsEmpty
        ? (0, RedisValue.EmptyString)
        : (state.End.Count, BitConverter.GetBytes(state.End.Mark));
}
