using TrailWatch.Memory.Asking;
using TrailWatch.Memory.Log;
using TrailWatch.Memory.Subjects;

namespace TrailWatch.Memory;

/// <summary>What a turn writes to one subject's log, and what it answers of the subject when it is written.</summary>
internal sealed class Writing(Remembered of)
{
    private readonly List<(SubjectQuestion Question, MemorySettings Settings, int From, int To)> _blocks = [];
    private int _start;
    private int _end;
    private LogWriter? _log;

    public Remembered Of { get; } = of;

    public List<(SubjectQuestion Question, MemorySettings Settings)> Questions { get; } = [];

    /// <summary>What was said of each question when the log took it.</summary>
    public List<(SubjectQuestion Question, Learnt Learnt, Before Before)> Said { get; } = [];

    /// <summary>The state as it is when the log has been written anew; null where it is only appended to.</summary>
    public SubjectState? Anew { get; private set; }

    public ReadOnlyMemory<byte> Bytes => _log!.Written(_start)[..(_end - _start)];

    /// <summary>For how long the log is kept from now on, ms; null to leave it.</summary>
    public long? TtlMs { get; private set; }

    /// <summary>Writes down what the log shall take, as the state stands now.</summary>
    /// <param name="to">Bytes of the whole turn.</param>
    /// <param name="ttlMs">For how long the memory is kept.</param>
    public void Prepare(LogWriter to, long ttlMs)
    {
        (_log, _start, Anew, TtlMs) = (to, to.Length, null, null);
        _blocks.Clear();
        var state = Of.State;
        if (state.End.WantsSnapshot && Questions.Count > 0)
        {
            Anew = Write(to, state);
            TtlMs = ttlMs;
        }

        var tables = new TableDraft((Anew ?? state).Tables);
        foreach (var (question, settings) in Questions)
        {
            var from = to.Length;
            if (BlockWriter.Write(to, tables, state, question, settings, Of.SettledHour))
            {
                to.End();
                TtlMs ??= state.IsEmpty || IsNewDay(question, state) ? ttlMs : null;
            }

            _blocks.Add((question, settings, from, to.Length));
        }

        _end = to.Length;
    }

    /// <summary>The log has taken it: now the state does.</summary>
    public void Take()
    {
        Of.State = Anew ?? Of.State;
        foreach (var (question, settings, from, to) in _blocks)
        {
            var (state, learnt) = (Of.State, new Learnt());
            var before = Before.Of(state);
            if (to > from)
            {
                MemoryLog.Apply(state, _log!.Written(from).Span[..(to - from)], learnt);
            }
            else if (state.Newest is not null)
            {
                learnt.Spikes = state.Tally.Spiking(settings);
            }

            question.ClosedThen = state.Tally.Folded;
            Said.Add((question, learnt, before));
        }
    }

    private static SubjectState Write(LogWriter to, SubjectState state)
    {
        var from = to.Length;
        Snapshot.Write(to, state);
        to.End();
        return MemoryLog.Read(state.Subject, to.Written(from).Span);
    }

    private static bool IsNewDay(SubjectQuestion question, SubjectState state) =>
        question.Sightings.Count == 0 || state.Newest is null || question.Sightings[^1].Event.Time / Clock.DayMs > state.Newest.Value / Clock.DayMs;
}
