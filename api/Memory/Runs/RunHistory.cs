using System.Globalization;
using StackExchange.Redis;

namespace TrailWatch.Memory.Runs;

/// <summary>When a subject (or one of its access keys) was active: at most its last two runs.</summary>
/// <param name="Runs">In order of time.</param>
public sealed record RunHistory(IReadOnlyList<ActivityRun> Runs)
{
    /// <summary>The fields of the last two runs that runs.lua keeps, in the order in which <see cref="Read"/> takes them.</summary>
    internal static readonly RedisValue[] Fields = ["s1", "i1", "e1", "x1", "s2", "i2", "e2", "x2"];

    public static RunHistory None { get; } = new([]);

    public bool IsEmpty => Runs.Count == 0;

    /// <summary>
    /// What an event at that time would find, by the rules of runs.lua: it wakes the subject if it begins a run and another lies
    /// before it. An event that is remembered finds itself, so the one that woke an account still says so.
    /// </summary>
    /// <param name="time">Unix ms.</param>
    /// <param name="gapMs">The silence that parts two runs.</param>
    /// <param name="seed">The directory's <c>lastActivity</c>, Unix ms; null for none.</param>
    public RunMoment At(long time, long gapMs, long? seed)
    {
        var before = Runs.Select(r => (r.Start, r.End)).ToList();
        if (seed is { } known && known < time)
        {
            before.Add((known, known));
        }

        if (before.Exists(r => r.Start < time && time - r.End <= gapMs))
        {
            var run = before.Where(r => r.Start < time).MaxBy(r => r.End);
            return new(Math.Min(run.End, time), IsWaking: false, Begins: before.Where(r => r.Start < time && time - r.End <= gapMs).Min(r => r.Start));
        }

        var ended = before.Where(r => r.End < time).Select(r => (long?)r.End).Max();
        return ended is not null ? new(ended, IsWaking: true, time)
            : before.Exists(r => r.Start == time) ? new(time, IsWaking: false, time)
            : new(null, IsWaking: false, time);
    }

    internal static RunHistory Read(RedisValue[] fields) => new(
    [
        .. fields.Chunk(4).Where(f => !f[0].IsNullOrEmpty).Select(f => new ActivityRun(Time(f[0]), f[1]!, Time(f[2]), f[3]!)),
    ]);

    private static long Time(RedisValue value) => long.Parse((string)value!, CultureInfo.InvariantCulture);
}

/// <summary>An event's place among the runs.</summary>
/// <param name="LastSeen">The newest activity at or before it, Unix ms; null where there was none.</param>
/// <param name="IsWaking">Whether it ends a silence longer than the gap.</param>
/// <param name="Begins">When the run that it belongs to began, Unix ms.</param>
public sealed record RunMoment(long? LastSeen, bool IsWaking, long Begins);
