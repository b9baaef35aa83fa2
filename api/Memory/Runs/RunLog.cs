using TrailWatch.CloudTrail;

namespace TrailWatch.Memory.Runs;

/// <summary>
/// When a subject, or one of its access keys, was active: runs with no silence longer than the gap inside. The last two are kept, and a
/// third before them while the last is so young that a late event may still join it to the one before. Events may come in any
/// order within the lateness: a run only grows or joins another, and the earlier of two firsts and the later of two lasts stays.
/// </summary>
internal sealed class RunLog
{
    /// <summary>In order of time.</summary>
    public List<ActivityRun> Kept { get; } = [];

    /// <summary>A log of its own that begins with these runs.</summary>
    public static RunLog Of(IEnumerable<ActivityRun> runs)
    {
        var log = new RunLog();
        log.Kept.AddRange(runs);
        return log;
    }

    /// <summary>Adds an event to the runs of a batch, whose events come in order of time.</summary>
    public static void Add(List<ActivityRun> runs, long time, RecordId id, string eventName, string source, long gap)
    {
        var end = new RunEnd(id, eventName, source);
        if (runs.Count == 0 || time - runs[^1].End > gap)
        {
            runs.Add(new(time, id, time, end));
            return;
        }

        var last = runs[^1];
        runs[^1] = last with
        {
            StartId = time == last.Start && Ids.Compare(id, last.StartId) < 0 ? id : last.StartId,
            End = time,
            AtEnd = time == last.End && end < last.AtEnd ? last.AtEnd : end,
        };
    }

    /// <summary>Remembers a batch's runs; returns all that are known then, also those that only the batch names.</summary>
    /// <param name="batch">In order of time; none are empty.</param>
    /// <param name="seed">A time of activity from the directory; of no meaning unless it lies before the batch's newest.</param>
    /// <param name="gap">The silence that parts two runs, ms.</param>
    /// <param name="lateness">How much too late an event may come, ms.</param>
    public IReadOnlyList<ActivityRun> Merge(List<ActivityRun> batch, long? seed, long gap, long lateness)
    {
        // Nearly always one run goes on.
        if (batch.Count == 1 && Kept.Count > 0 && seed is null && batch[0].Start >= Kept[^1].Start && batch[0].Start - Kept[^1].End <= gap)
        {
            Kept[^1] = Join(Kept[^1], batch[0]);
            Trim(lateness);
            return Kept;
        }

        var runs = Kept.Concat(batch).ToList();
        if (seed is { } known && known < batch.Max(r => r.End))
        {
            runs.Add(new(known, null, known, default));
        }

        var merged = new List<ActivityRun>();
        foreach (var run in runs.OrderBy(r => r.Start).ThenBy(r => r.StartId, Comparer<RecordId?>.Create(Ids.Compare)))
        {
            if (merged.Count > 0 && run.Start - merged[^1].End <= gap)
            {
                merged[^1] = Join(merged[^1], run);
            }
            else
            {
                merged.Add(run);
            }
        }

        Kept.Clear();
        Kept.AddRange(merged);
        Trim(lateness);
        return merged;
    }

    private static ActivityRun Join(ActivityRun first, ActivityRun next)
    {
        var isLater = next.End > first.End || (next.End == first.End && next.AtEnd > first.AtEnd);
        return first with
        {
            End = isLater ? next.End : first.End,
            AtEnd = isLater ? next.AtEnd : first.AtEnd,

            // A time from the directory names no event: the first event of that time does.
            StartId = next.Start == first.Start && (first.StartId is null || Ids.Compare(next.StartId, first.StartId) < 0) ? next.StartId ?? first.StartId : first.StartId,
        };
    }

    private void Trim(long lateness)
    {
        var most = Kept[^1].End - Kept[^1].Start <= lateness ? 3 : 2;
        if (Kept.Count > most)
        {
            Kept.RemoveRange(0, Kept.Count - most);
        }
    }
}
