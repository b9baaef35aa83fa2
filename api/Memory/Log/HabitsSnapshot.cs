using TrailWatch.Memory.Habits;
using TrailWatch.Memory.Subjects;

namespace TrailWatch.Memory.Log;

/// <summary>The habits of a snapshot.</summary>
internal static class HabitsSnapshot
{
    public static void Write(LogWriter to, TableDraft tables, HabitRecord habits)
    {
        to.Number(habits.Newest.Count);
        foreach (var (habit, time) in habits.Newest)
        {
            tables.Text(to, habit);
            to.Signed(time);
        }

        for (var slot = 0; slot < MfaRecord.Slots; slot++)
        {
            to.Byte(habits.Mfa.Slot(slot) is null ? (byte)0 : (byte)1);
            if (habits.Mfa.Slot(slot) is { } times)
            {
                to.Signed(times.First);
                to.Signed(times.Last);
            }
        }

        Times(to, tables, habits.Sources);
        Times(to, tables, habits.AccessKeys);
    }

    public static void Read(SubjectState state, ref LogReader from)
    {
        var habits = state.Habits;
        for (var left = from.Count(); left > 0; left--)
        {
            habits.Newest[state.Tables.Text(ref from)] = from.Signed();
        }

        for (var slot = 0; slot < MfaRecord.Slots; slot++)
        {
            if (from.Byte() != 0)
            {
                habits.Mfa.Restore(slot, new(from.Signed(), from.Signed()));
            }
        }

        Times(state.Tables, ref from, habits.Sources);
        Times(state.Tables, ref from, habits.AccessKeys);
    }

    private static void Times(LogWriter to, TableDraft tables, NewestTimes times)
    {
        to.Number(times.Seen.Count);
        foreach (var (what, time) in times.Seen)
        {
            tables.Text(to, what);
            to.Signed(time);
        }
    }

    private static void Times(SubjectTables tables, ref LogReader from, NewestTimes times)
    {
        for (var left = from.Count(); left > 0; left--)
        {
            times.Add(tables.Text(ref from), from.Signed());
        }
    }
}
