using TrailWatch.Memory.Calls;
using TrailWatch.Memory.Subjects;

namespace TrailWatch.Memory.Log;

/// <summary>The calls of a snapshot.</summary>
internal static class CallsSnapshot
{
    public static void Write(LogWriter to, TableDraft tables, CallBook calls)
    {
        Snapshot.Optional(to, calls.First);
        Snapshot.Optional(to, calls.Newest);
        to.Number(calls.Known.Count);
        foreach (var (call, times) in calls.Known)
        {
            tables.Text(to, call);
            to.Signed(times.First);
            to.Byte(times.HasTwo ? (byte)1 : (byte)0);
            if (times.HasTwo)
            {
                to.Signed(times.Start1 - times.First);
                to.Signed(times.End1 - times.Start1);
            }

            to.Signed(times.Start2 - times.First);
            to.Signed(times.End2 - times.Start2);
        }

        var notes = calls.Notes.SelectMany(n => n.Calls).ToList();
        to.Number(notes.Count);
        foreach (var note in notes)
        {
            tables.Text(to, note.Call);
            to.Signed(note.Time);
            Snapshot.Id(to, tables, note.Id);
            tables.Call(to, note.EventName, note.EventSource);
            tables.Origin(to, note.By);
        }
    }

    public static void Read(SubjectState state, ref LogReader from)
    {
        var (calls, tables) = (state.Calls, state.Tables);
        calls.First = Snapshot.Optional(ref from);
        calls.Newest = Snapshot.Optional(ref from);
        for (var left = from.Count(); left > 0; left--)
        {
            var (call, first, hasTwo) = (tables.Text(ref from), from.Signed(), from.Byte() != 0);
            var start1 = hasTwo ? first + from.Signed() : -1;
            var end1 = hasTwo ? start1 + from.Signed() : -1;
            var start2 = first + from.Signed();
            calls.Known[call] = new(first, start1, end1, start2, start2 + from.Signed());
        }

        for (var left = from.Count(); left > 0; left--)
        {
            var (call, time, id) = (tables.Text(ref from), from.Signed(), Snapshot.Id(tables, ref from)!.Value);
            var name = tables.Call(tables.Call(ref from));
            var by = tables.Origins[tables.Origin(ref from, state.Subject)];
            calls.Note(Clock.HourOf(time), new(call, time, id, name.EventSource, name.EventName) { By = by });
        }
    }
}
