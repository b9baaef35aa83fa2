using System.Collections;
using TrailWatch.Memory.Calls;
using TrailWatch.Memory.Subjects;

namespace TrailWatch.Memory.Windows;

/// <summary>Reads what is behind suspicions from what is remembered.</summary>
internal static class WindowReader
{
    /// <param name="trace">What to read.</param>
    /// <param name="state">Whose.</param>
    /// <param name="imported">What a lookup knew of the role by its name; null for nothing.</param>
    public static WindowRecord Read(Trace trace, SubjectState state, SubjectState? imported) => trace switch
    {
        WindowTrace window => ReadWindow(window, state),
        CallsTrace calls => ReadCalls(calls, state, imported),
        EventTrace events => WindowRecord.Of(events.Seen),
        _ => throw new ArgumentException($"Unknown trace {trace.GetType().Name}", nameof(trace)),
    };

    private static WindowRecord ReadWindow(WindowTrace trace, SubjectState state)
    {
        var record = new WindowRecord();
        var tables = state.Tables;
        var (origins, calls) = (new BitArray(tables.Origins.Count), new BitArray(tables.Calls));
        for (var hour = Clock.HourOfBucket(trace.From); hour <= Clock.HourOfBucket(trace.To - 1); hour++)
        {
            if (state.Tally.Find(hour) is not { } events)
            {
                continue;
            }

            var start = hour * Clock.HourMs;
            var (from, to) = ((trace.From * Clock.BucketMs) - start, (trace.To * Clock.BucketMs) - start);
            foreach (ref readonly var entry in events.Entries)
            {
                if ((entry.Mask & trace.Labels) != 0 && entry.Offset >= from && entry.Offset < to)
                {
                    record.Add(start + entry.Offset, entry.IdIn(tables), tables.Origins[entry.Origin].Who, entry.Mask & trace.Labels);
                    origins[entry.Origin] = true;
                    calls[entry.Call] = true;
                }
            }
        }

        // A closed hour goes after a while; what is left then is this batch's own events.
        if (record.Count < trace.Seen.Count)
        {
            return WindowRecord.Of(trace.Seen);
        }

        for (var i = 0; i < origins.Count; i++)
        {
            if (origins[i])
            {
                record.AddPlace(tables.Origins[i]);
            }
        }

        for (var i = 0; i < calls.Count; i++)
        {
            if (calls[i])
            {
                record.Names.Add(tables.Call(i).EventName);
            }
        }

        return record;
    }

    private static WindowRecord ReadCalls(CallsTrace trace, SubjectState state, SubjectState? imported)
    {
        var record = new WindowRecord { RoleFirstSeen = Math.Min(state.Calls.First ?? long.MaxValue, imported?.Calls.First ?? long.MaxValue) };
        var news = new List<NewCall>();
        foreach (var call in state.Calls.NewIn(trace.Hour))
        {
            // An event out of order or the lookup may say that the call was not new, and while a role learns nothing is.
            var isKnown = imported?.Calls.Known.TryGetValue(call.EventName, out var lookup) == true && lookup.Show().Covers(call.Time, trace.ForgetMs);
            var isNew = state.Calls.Known.TryGetValue(call.Call, out var times) && times.MayBeginAt(call.Time);
            if (isNew && !isKnown && call.Time - record.RoleFirstSeen >= trace.LearningMs)
            {
                news.Add(call);
                record.Add(call.Time, call.Id, call.By.Who, 0);
                record.AddPlace(call.By);
                record.Names.Add(call.EventName);
            }
        }

        record.NewCalls = [.. news.OrderBy(c => c.Time).ThenBy(c => c.Call, StringComparer.Ordinal)];
        record.KnownCalls = state.Calls.Known.Values.Count(c => Clock.HourOf(c.First) < trace.Hour);
        return record;
    }
}
