using TrailWatch.CloudTrail;
using TrailWatch.Memory.Runs;
using TrailWatch.Memory.Subjects;

namespace TrailWatch.Memory.Log;

/// <summary>
/// A state as bytes: what a log begins with once it has been written anew. It holds what the blocks before it came to, and of their tables
/// only what is still referred to.
/// </summary>
internal static class Snapshot
{
    public const byte Kind = 1;

    public static void Write(LogWriter to, SubjectState state)
    {
        var tables = new TableDraft(new SubjectTables());
        to.Byte(Kind);
        Optional(to, state.First);
        Optional(to, state.Newest);
        TallySnapshot.Write(to, tables, state);
        Runs(to, tables, state.Runs);
        to.Number(state.KeyRuns.Count);
        foreach (var (key, runs) in state.KeyRuns)
        {
            tables.Text(to, key);
            Runs(to, tables, runs);
        }

        HabitsSnapshot.Write(to, tables, state.Habits);
        CallsSnapshot.Write(to, tables, state.Calls);
    }

    /// <param name="state">A new one.</param>
    /// <param name="from">Behind the kind.</param>
    public static void Read(SubjectState state, ref LogReader from)
    {
        state.First = Optional(ref from);
        state.Newest = Optional(ref from);
        TallySnapshot.Read(state, ref from);
        Runs(state.Tables, ref from, state.Runs);
        for (var left = from.Count(); left > 0; left--)
        {
            var key = state.Tables.Text(ref from);
            Runs(state.Tables, ref from, state.KeyRuns[key] = new());
        }

        HabitsSnapshot.Read(state, ref from);
        CallsSnapshot.Read(state, ref from);
    }

    internal static void Optional(LogWriter to, long? time)
    {
        to.Byte(time is null ? (byte)0 : (byte)1);
        if (time is { } known)
        {
            to.Signed(known);
        }
    }

    internal static long? Optional(ref LogReader from) => from.Byte() == 0 ? null : from.Signed();

    internal static void Id(LogWriter to, TableDraft tables, RecordId? id)
    {
        to.Byte(id is null ? (byte)0 : id.Value.Text is null ? (byte)1 : (byte)2);
        if (id is { } known)
        {
            tables.Id(to, known);
        }
    }

    internal static RecordId? Id(SubjectTables tables, ref LogReader from) => from.Byte() switch
    {
        0 => null,
        1 => from.Uuid(),
        _ => RecordId.OfText(tables.Text(ref from)),
    };

    private static void Runs(LogWriter to, TableDraft tables, RunLog log)
    {
        to.Number(log.Kept.Count);
        foreach (var run in log.Kept)
        {
            to.Signed(run.Start);
            Id(to, tables, run.StartId);
            to.Number(run.End - run.Start);
            Id(to, tables, run.AtEnd.Id);
            if (run.AtEnd.Id is not null)
            {
                tables.Text(to, run.AtEnd.EventName!);
                tables.Text(to, run.AtEnd.Source!);
            }
        }
    }

    private static void Runs(SubjectTables tables, ref LogReader from, RunLog log)
    {
        for (var left = from.Count(); left > 0; left--)
        {
            var start = from.Signed();
            var (first, length, last) = (Id(tables, ref from), from.Number(), Id(tables, ref from));
            log.Kept.Add(new(start, first, start + length, last is null ? default : new(last, tables.Text(ref from), tables.Text(ref from))));
        }
    }
}
