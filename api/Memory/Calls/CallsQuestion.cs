using System.Globalization;
using StackExchange.Redis;
using TrailWatch.Memory.Store;

namespace TrailWatch.Memory.Calls;

/// <summary>Which calls a role made in this batch.</summary>
/// <param name="forgetMs">The silence after which a call is new again; null for never.</param>
public sealed class CallsQuestion(long? forgetMs)
{
    private const int New = 1;
    private const int Forgotten = 3;
    private static readonly string Script = LuaScripts.Load("calls.lua");
    private readonly Dictionary<string, List<CallRun>> _calls = new(StringComparer.Ordinal);
    private long _first = long.MaxValue;
    private long _newest = long.MinValue;

    /// <summary>Hash of calls imported from a lookup under the role's name, to be asked beside the memory; null for none.</summary>
    public string? ImportedUnder { get; set; }

    private sealed record CallRun(Sighting First, long End);

    /// <summary>Adds a call; calls come in order of time.</summary>
    public void Add(string call, Sighting sighting)
    {
        if (!_calls.TryGetValue(call, out var runs))
        {
            _calls[call] = runs = [];
        }

        var time = sighting.Event.Time;
        if (runs.Count == 0 || (forgetMs is { } gap && time - runs[^1].End > gap))
        {
            runs.Add(new(sighting, time));
        }
        else
        {
            var (first, _) = runs[^1];
            var earlier = time == first.Event.Time && string.CompareOrdinal(sighting.Event.EventId, first.Event.EventId) < 0;
            runs[^1] = new(earlier ? sighting : first, time);
        }

        _first = Math.Min(_first, time);
        _newest = Math.Max(_newest, time);
    }

    internal IEnumerable<RedisKey> KeysOf(SubjectKeys keys) => [keys.Calls, .. Hours().Select(keys.NewCalls)];

    internal Task<RedisResult> Send(IDatabaseAsync redis, SubjectKeys keys, MemoryOptions options)
    {
        var hours = Hours().ToList();
        var runs = Runs().ToList();
        List<RedisValue> argv =
            [forgetMs ?? -1, options.LatenessMs, options.ActorRetentionMs, options.WindowTtlMs, _first, _newest, runs.Count];
        foreach (var (call, run) in runs)
        {
            var hour = run.First.Hour;
            argv.AddRange([call, run.First.Event.Time, run.End, hours.IndexOf(hour) + 1, hour, NewCall.Write(run.First)]);
        }

        return redis.ScriptEvaluateAsync(Script, [.. KeysOf(keys)], [.. argv]);
    }

    internal CallsAnswer Read(RedisResult reply, RedisValue[]? imported)
    {
        var isNew = (int[])reply[1]!;
        var runs = Runs().Select((r, i) => (r.Run.First.Hour, Verdict: isNew[i])).Where(r => r.Verdict != 0)
            .GroupBy(r => r.Hour).OrderBy(g => g.Key);
        return new(
            long.Parse((string)reply[0]!, CultureInfo.InvariantCulture),
            [.. runs.Select(g => new NewCallHour(g.Key, g.All(r => r.Verdict != New), g.All(r => r.Verdict == Forgotten)))],
            imported is null || imported[0].IsNull ? null : (long)imported[0],
            [.. ((string[])reply[2]!).Chunk(2).Select(d => (d[0], long.Parse(d[1], CultureInfo.InvariantCulture)))]);
    }

    private IEnumerable<(string Call, CallRun Run)> Runs() => _calls.SelectMany(c => c.Value.Select(run => (c.Key, run)));

    private SortedSet<long> Hours() => [.. Runs().Select(r => r.Run.First.Hour)];
}
