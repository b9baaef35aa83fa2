namespace TrailWatch.Memory.Calls;

/// <summary>When a role has made one call: ever first, and the last two stretches without a silence after which it would be new again, Unix ms.</summary>
internal readonly record struct CallTimes(long First, long Start1, long End1, long Start2, long End2)
{
    /// <summary>Whether there is a stretch before the last.</summary>
    public bool HasTwo => End1 >= 0;

    public static CallTimes Of(long start, long end) => new(start, -1, -1, start, end);

    public CallHistory Show() => new(First, HasTwo ? [(Start1, End1), (Start2, End2)] : [(Start2, End2)]);

    /// <summary>Whether the call became new at that time: a stretch begins there, or may have, of those too old to be kept.</summary>
    public bool MayBeginAt(long time) => time == Start2 || (HasTwo ? time <= Start1 : time < Start2);

    /// <summary>Inserts a stretch.</summary>
    /// <param name="start">Its start.</param>
    /// <param name="end">Its end.</param>
    /// <param name="gap">The silence that parts two; null for never.</param>
    /// <param name="begins">Whether one begins there then.</param>
    /// <param name="displaced">Starts that began one before and do so no more; -1 for none.</param>
    public CallTimes Insert(long start, long end, long? gap, out bool begins, out (long One, long Other) displaced)
    {
        Span<(long Start, long End)> runs = stackalloc (long, long)[3];
        var count = 0;
        if (HasTwo)
        {
            runs[count++] = (Start1, End1);
        }

        runs[count++] = (Start2, End2);
        runs[count++] = (start, end);
        runs = runs[..count];
        runs.Sort(static (a, b) => a.Start.CompareTo(b.Start));
        var last = 0;
        for (var i = 1; i < count; i++)
        {
            if (gap is not { } silence || runs[i].Start - runs[last].End <= silence)
            {
                runs[last].End = Math.Max(runs[last].End, runs[i].End);
            }
            else
            {
                runs[++last] = runs[i];
            }
        }

        runs = runs[..(last + 1)];
        begins = Begins(runs, start);
        displaced = (HasTwo && !Begins(runs, Start1) ? Start1 : -1, Begins(runs, Start2) ? -1 : Start2);
        var before = last > 0 ? runs[last - 1] : (-1, -1);
        return new(Math.Min(First, start), before.Start, before.End, runs[last].Start, runs[last].End);
    }

    private static bool Begins(ReadOnlySpan<(long Start, long End)> runs, long start)
    {
        foreach (var run in runs)
        {
            if (run.Start == start)
            {
                return true;
            }
        }

        return false;
    }
}
