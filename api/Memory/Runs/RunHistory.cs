namespace TrailWatch.Memory.Runs;

/// <summary>When a subject (or one of its access keys) was active: at most its last two runs.</summary>
/// <param name="Runs">In order of time.</param>
public sealed record RunHistory(IReadOnlyList<ActivityRun> Runs)
{
    public static RunHistory None { get; } = new([]);

    public bool IsEmpty => Runs.Count == 0;

    /// <summary>
    /// What an event at that time would find, by the rules of <see cref="RunLog"/>: it wakes the subject if it begins a run and another lies
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

    internal static RunHistory Of(RunLog? log) => log is null ? None : new([.. log.Kept.TakeLast(2)]);
}

/// <summary>An event's place among the runs.</summary>
/// <param name="LastSeen">The newest activity at or before it, Unix ms; null where there was none.</param>
/// <param name="IsWaking">Whether it ends a silence longer than the gap.</param>
/// <param name="Begins">When the run that it belongs to began, Unix ms.</param>
public sealed record RunMoment(long? LastSeen, bool IsWaking, long Begins);
