using TrailWatch.Memory.Asking;
using TrailWatch.Memory.Log;
using TrailWatch.Memory.Subjects;

namespace TrailWatch.Memory;

/// <summary>What a turn writes to one subject's log, and what it answers of the subject when it is written.</summary>
internal sealed class Writing(Remembered of)
{
    private int _start;
    private int _end;
    private LogWriter? _log;
    private Asked? _last;

    public Remembered Of { get; } = of;

    /// <summary>The first question about the subject, which leads to the others; null where it is only read.</summary>
    public Asked? Asked { get; private set; }

    /// <summary>The state as it is when the log has been written anew; null where it is only appended to.</summary>
    public SubjectState? Anew { get; private set; }

    public ReadOnlyMemory<byte> Bytes => _log!.Written(_start)[..(_end - _start)];

    /// <summary>For how long the log is kept from now on, ms; null to leave it.</summary>
    public long? TtlMs { get; private set; }

    public void Add(Asked asked)
    {
        if (_last is null)
        {
            Asked = asked;
        }
        else
        {
            _last.Next = asked;
        }

        _last = asked;
    }

    /// <summary>Writes down what the log shall take, as the state stands now.</summary>
    /// <param name="to">Bytes of the whole turn.</param>
    /// <param name="ttlMs">For how long the memory is kept.</param>
    public void Prepare(LogWriter to, long ttlMs)
    {
        (_log, _start, Anew, TtlMs) = (to, to.Length, null, null);
        var state = Of.State;
        if (state.End.WantsSnapshot && Asked is not null)
        {
            Anew = Write(to, state);
            TtlMs = ttlMs;
        }

        var tables = new TableDraft((Anew ?? state).Tables);
        for (var asked = Asked; asked is not null; asked = asked.Next)
        {
            var from = to.Length;
            if (BlockWriter.Write(to, tables, state, asked.Question, asked.Settings, Of.SettledHour))
            {
                to.End();
                TtlMs ??= state.IsEmpty || IsNewDay(asked.Question, state) ? ttlMs : null;
            }

            asked.Block = (from, to.Length);
        }

        _end = to.Length;
    }

    /// <summary>The log has taken it: now the state does.</summary>
    public void Take()
    {
        Of.State = Anew ?? Of.State;
        var state = Of.State;
        for (var asked = Asked; asked is not null; asked = asked.Next)
        {
            var (from, to) = asked.Block;
            asked.Before = Before.Of(state);
            if (to > from)
            {
                MemoryLog.Apply(state, _log!.Written(from).Span[..(to - from)], 0, asked.Learnt);
            }
            else if (state.Newest is not null)
            {
                asked.Learnt.Spikes = state.Tally.Spiking(asked.Settings);
            }

            asked.Question.ClosedThen = state.Tally.Folded;
        }

        // All of it went into the log as one element; a log that was written anew has no other.
        state.End = state.End with { Count = Anew is not null ? 1 : state.End.Count + (_end > _start ? 1 : 0) };
    }

    private static SubjectState Write(LogWriter to, SubjectState state)
    {
        var from = to.Length;
        Snapshot.Write(to, state);
        to.End();
        return MemoryLog.Read(state.Subject, to.Written(from).Span, 1);
    }

    private static bool IsNewDay(SubjectQuestion question, SubjectState state) =>
        question.Sightings.Count == 0 || state.Newest is null || question.Sightings[^1].Event.Time / Clock.DayMs > state.Newest.Value / Clock.DayMs;
}
