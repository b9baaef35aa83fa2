using TrailWatch.Memory.Subjects;
using TrailWatch.Memory.Tally;

namespace TrailWatch.Memory.Log;

/// <summary>The hours and baselines of a snapshot.</summary>
internal static class TallySnapshot
{
    private const byte Folded = 1;
    private const byte Spike = 2;

    public static void Write(LogWriter to, TableDraft tables, SubjectState state)
    {
        var tally = state.Tally;
        to.Number(tally.Folded + 1);
        to.Number(tally.Baselines.Count);
        foreach (var (label, learnt) in tally.Baselines)
        {
            tables.Text(to, label);
            Baseline(to, learnt.Value);
            to.Real(learnt.Latest ?? double.NaN);
        }

        to.Number(tally.Lessons.Count);
        foreach (var ((label, hour), lesson) in tally.Lessons)
        {
            tables.Text(to, label);
            to.Number(hour);
            to.Byte((byte)lesson);
        }

        to.Number(tally.Spikes.Count);
        foreach (var ((label, hour), spike) in tally.Spikes)
        {
            tables.Text(to, label);
            to.Number(hour);
            to.Real(spike.Count);
            Baseline(to, spike.Before);
        }

        to.Number(tally.Hours.Count);
        foreach (var hour in tally.Hours)
        {
            Hour(to, tables, state.Tables, hour);
        }
    }

    public static void Read(SubjectState state, ref LogReader from)
    {
        var (tally, tables) = (state.Tally, state.Tables);
        tally.Folded = from.Number() - 1;
        for (var left = from.Count(); left > 0; left--)
        {
            var (label, value, latest) = (tables.Text(ref from), Baseline(ref from), from.Real());
            tally.Baselines[label] = new(value, double.IsNaN(latest) ? null : latest);
        }

        for (var left = from.Count(); left > 0; left--)
        {
            tally.Lessons[(tables.Text(ref from), from.Number())] = (Lesson)from.Byte();
        }

        for (var left = from.Count(); left > 0; left--)
        {
            tally.Spikes[(tables.Text(ref from), from.Number())] = new(from.Real(), Baseline(ref from));
        }

        for (var left = from.Count(); left > 0; left--)
        {
            Hour(ref from, state);
        }
    }

    private static void Hour(LogWriter to, TableDraft draft, SubjectTables tables, HourRecord hour)
    {
        to.Number(hour.Hour);
        to.Byte((byte)((hour.IsFolded ? Folded : 0) | (hour.WasSpike ? Spike : 0)));
        to.Number(hour.Count);
        foreach (ref readonly var entry in hour.Entries)
        {
            to.Byte(entry.IsTextId ? BlockWriter.IdIsText : (byte)0);
            draft.Id(to, entry.IdIn(tables));
            to.Number(entry.Offset);
            draft.Origin(to, tables.Origins[entry.Origin]);
            var call = tables.Call(entry.Call);
            draft.Call(to, call.EventName, call.EventSource);
            to.Number(entry.Mask);
        }
    }

    private static void Hour(ref LogReader from, SubjectState state)
    {
        var hour = state.Tally.Get(from.Number());
        var marks = from.Byte();
        (hour.IsFolded, hour.WasSpike) = ((marks & Folded) != 0, (marks & Spike) != 0);
        for (var left = from.Count(); left > 0; left--)
        {
            var isText = from.Byte() != 0;
            var id = isText ? (UInt128)state.Tables.TextNumber(ref from) : from.Uuid().Uuid;
            var offset = from.Count();
            var (origin, call) = (state.Tables.Origin(ref from, state.Subject), state.Tables.Call(ref from));
            hour.Add(new(id, offset, origin, call, (uint)from.Number() | (isText ? Told.IdIsText : 0)), state.Tables.NameOf(call));
        }
    }

    private static void Baseline(LogWriter to, SpikeBaseline baseline)
    {
        to.Real(baseline.Points ?? double.NaN);
        to.Real(baseline.Mean);
        to.Real(baseline.StandardDeviation);
    }

    private static SpikeBaseline Baseline(ref LogReader from)
    {
        var points = from.Real();
        return new(double.IsNaN(points) ? null : points, from.Real(), from.Real());
    }
}
