using System.Globalization;
using StackExchange.Redis;
using TrailWatch.Memory.Store;

namespace TrailWatch.Memory.Runs;

/// <summary>When a subject (or one of its access keys) was active in this batch.</summary>
/// <param name="gapMs">The silence that parts two runs.</param>
public sealed class RunsQuestion(long gapMs)
{
    private static readonly string Script = LuaScripts.Load("runs.lua");
    private readonly List<ActivityRun> _runs = [];
    private long? _seed;

    /// <summary>Adds an event; events come in order of time.</summary>
    public void Add(Sighting sighting)
    {
        var e = sighting.Event;
        var end = RunEnd.Of(e);
        if (_runs.Count > 0 && e.Time - _runs[^1].End <= gapMs)
        {
            var last = _runs[^1];
            var text = e.Time == last.End && string.CompareOrdinal(end, last.AtEnd) < 0 ? last.AtEnd : end;
            var id = e.Time == last.Start && string.CompareOrdinal(e.EventId, last.StartId) < 0 ? e.EventId : last.StartId;
            _runs[^1] = last with { StartId = id, End = e.Time, AtEnd = text };
            return;
        }

        _runs.Add(new(e.Time, e.EventId, e.Time, end));
    }

    /// <summary>A time before which nothing is known, from the directory's <c>lastActivity</c>.</summary>
    public void StartFrom(long time) => _seed = _seed is { } known ? Math.Max(known, time) : time;

    internal Task<RedisResult> Send(IDatabaseAsync redis, RedisKey key, MemoryOptions options)
    {
        List<RedisValue> argv = [gapMs, options.ActorRetentionMs, options.LatenessMs, _seed is { } seed ? seed : "", _runs.Count];
        foreach (var run in _runs)
        {
            argv.AddRange([run.Start, run.StartId, run.End, run.AtEnd]);
        }

        return redis.ScriptEvaluateAsync(Script, [key], [.. argv]);
    }

    /// <summary>All runs known after the batch, in order of time.</summary>
    internal static List<ActivityRun> Read(RedisResult reply) => [.. ((string[])reply!)
        .Chunk(4)
        .Select(f => new ActivityRun(Time(f[0]), f[1], Time(f[2]), f[3]))];

    private static long Time(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
