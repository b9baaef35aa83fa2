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
    private readonly Dictionary<string, List<Sighting>> _calls = new(StringComparer.Ordinal);
    private IReadOnlyList<CallRun>? _runs;
    private long _first = long.MaxValue;
    private long _newest = long.MinValue;

    /// <summary>Hash of calls imported from a lookup under the role's name, to be asked beside the memory; null for none.</summary>
    public string? ImportedUnder { get; set; }

    private IReadOnlyList<CallRun> Runs => _runs ??= [.. _calls.SelectMany(c => RunsOf(c.Key, c.Value))];

    private sealed record CallRun(string Call, Sighting First, long End);

    /// <summary>Adds a call; several actors may be sessions of one role, so calls come in any order.</summary>
    public void Add(string call, Sighting sighting)
    {
        if (!_calls.TryGetValue(call, out var sightings))
        {
            _calls[call] = sightings = [];
        }

        sightings.Add(sighting);
        _first = Math.Min(_first, sighting.Event.Time);
        _newest = Math.Max(_newest, sighting.Event.Time);
    }

    internal IEnumerable<RedisKey> KeysOf(SubjectKeys keys) => [keys.Calls, .. Hours().Select(keys.NewCalls)];

    internal Task<RedisResult> Send(IDatabaseAsync redis, SubjectKeys keys, MemoryOptions options)
    {
        var positions = Hours().Select((hour, i) => (hour, i)).ToDictionary(p => p.hour, p => p.i + 1);
        List<RedisValue> argv =
            [forgetMs ?? -1, options.LatenessMs, options.ActorRetentionMs, options.WindowTtlMs, _first, _newest, Runs.Count];
        foreach (var (call, first, end) in Runs)
        {
            argv.AddRange([call, first.Event.Time, end, positions[first.Hour], first.Hour, NewCall.Write(first)]);
        }

        return redis.ScriptEvaluateAsync(Script, [.. KeysOf(keys)], [.. argv]);
    }

    internal CallsAnswer Read(RedisResult reply, RedisValue[]? imported)
    {
        var isNew = (int[])reply[1]!;
        var runs = Runs.Select((r, i) => (r.First.Hour, Verdict: isNew[i])).Where(r => r.Verdict != 0)
            .GroupBy(r => r.Hour).OrderBy(g => g.Key);
        return new(
            long.Parse((string)reply[0]!, CultureInfo.InvariantCulture),
            [.. runs.Select(g => new NewCallHour(g.Key, g.All(r => r.Verdict != New), g.All(r => r.Verdict == Forgotten)))],
            imported is null || imported[0].IsNull ? null : (long)imported[0],
            [.. ((string[])reply[2]!).Chunk(2).Select(d => (d[0], long.Parse(d[1], CultureInfo.InvariantCulture)))]);
    }

    private SortedSet<long> Hours() => [.. Runs.Select(r => r.First.Hour)];

    private IEnumerable<CallRun> RunsOf(string call, List<Sighting> sightings)
    {
        CallRun? run = null;
        foreach (var s in sightings.OrderBy(s => s.Event.Time).ThenBy(s => s.Event.EventId, StringComparer.Ordinal))
        {
            if (run is not null && forgetMs is { } gap && s.Event.Time - run.End > gap)
            {
                yield return run;
                run = null;
            }

            run = run is null ? new(call, s, s.Event.Time) : run with { End = s.Event.Time };
        }

        yield return run!;
    }
}
