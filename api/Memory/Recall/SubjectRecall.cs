using StackExchange.Redis;
using TrailWatch.Memory.Calls;
using TrailWatch.Memory.Habits;
using TrailWatch.Memory.Runs;
using TrailWatch.Memory.Subjects;
using TrailWatch.Memory.Tally;

namespace TrailWatch.Memory.Recall;

/// <summary>
/// What a round reads of one subject, once, however many want parts of it. The parts are there when the round has been sent.
/// </summary>
public sealed class SubjectRecall
{
    private readonly RecallRound _round;
    private readonly string _prefix;
    private readonly string _subject;
    private Recalled<SubjectState>? _state;
    private Recalled<string?>? _owner;

    internal SubjectRecall(RecallRound round, string prefix, string subject) => (_round, _prefix, _subject) = (round, prefix, subject);

    /// <summary>First and newest event, baselines, open hours, and what was spikes lately; null of a subject that is not remembered.</summary>
    public Recalled<TallyState?> State() => Part(s => s.HasTally ? new TallyState(s) : null);

    /// <summary>When with a second factor and when without.</summary>
    public Recalled<MfaRecord> Mfa() => Part(s => s.Habits.Mfa);

    /// <summary>When it was active.</summary>
    /// <param name="accessKeyId">Empty for the subject itself.</param>
    public Recalled<RunHistory> Runs(string accessKeyId = "") =>
        Part(s => RunHistory.Of(accessKeyId.Length == 0 ? s.Runs : s.KeyRuns.GetValueOrDefault(accessKeyId)));

    /// <summary>One call, and when the subject's first and newest were.</summary>
    public Recalled<KnownCalls> Call(string call) => Part(s => s.Calls.Show(call));

    /// <summary>Everything the subject called, as a role.</summary>
    public Recalled<KnownCalls> AllCalls() => Part(s => s.Calls.Show());

    /// <summary>Addresses it came from, the newest first.</summary>
    public Recalled<IReadOnlyList<LastSeen>> Sources() => Part(s => s.Habits.Sources.Show());

    /// <summary>Long-term access keys that it used, the newest first.</summary>
    public Recalled<IReadOnlyList<LastSeen>> AccessKeys() => Part(s => s.Habits.AccessKeys.Show());

    /// <summary>Of a subject that is an access key: the actor that used it last; null where nobody did.</summary>
    public Recalled<string?> Owner() => _owner ??= _round.Read(
        r => r.SortedSetRangeByRankAsync(new SubjectKeys(_prefix, _subject).Owners, 0, 0, Order.Descending), owners => (string?)owners.FirstOrDefault());

    private Recalled<T> Part<T>(Func<SubjectState, T> part)
    {
        _state ??= _round.Read(r => SubjectStore.ReadAsync(r, _prefix, _subject), state => state);
        return _state.Then(part);
    }
}
