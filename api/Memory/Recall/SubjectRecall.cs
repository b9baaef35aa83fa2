using StackExchange.Redis;
using TrailWatch.Memory.Calls;
using TrailWatch.Memory.Habits;
using TrailWatch.Memory.Runs;
using TrailWatch.Memory.Tally;

namespace TrailWatch.Memory.Recall;

/// <summary>
/// What a round reads of one subject: each part that is wanted, once, however many want it. The parts are there when the round
/// has been sent.
/// </summary>
public sealed class SubjectRecall
{
    private readonly RecallRound _round;
    private readonly SubjectKeys _keys;
    private readonly Dictionary<string, Recalled<KnownCalls>> _calls = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Recalled<RunHistory>> _runs = new(StringComparer.Ordinal);
    private Recalled<TallyState?>? _state;
    private Recalled<IReadOnlyList<PastSpike>>? _pastSpikes;
    private Recalled<MfaRecord>? _mfa;
    private Recalled<KnownCalls>? _allCalls;
    private Recalled<IReadOnlyList<LastSeen>>? _sources;
    private Recalled<IReadOnlyList<LastSeen>>? _accessKeys;
    private Recalled<string?>? _owner;

    internal SubjectRecall(RecallRound round, SubjectKeys keys) => (_round, _keys) = (round, keys);

    /// <summary>First and newest event, baselines, open hours; null of a subject that is not remembered.</summary>
    public Recalled<TallyState?> State() =>
        _state ??= _round.Read(r => r.HashGetAllAsync(_keys.State), TallyState.Read);

    /// <summary>The hours that were spikes when they closed, for a day.</summary>
    public Recalled<IReadOnlyList<PastSpike>> PastSpikes() =>
        _pastSpikes ??= _round.Read(r => r.HashGetAllAsync(_keys.Spikes), PastSpike.ReadAll);

    /// <summary>When with a second factor and when without.</summary>
    public Recalled<MfaRecord> Mfa() =>
        _mfa ??= _round.Read(r => r.SortedSetRangeByRankWithScoresAsync(_keys.Habits), MfaRecord.Read);

    /// <summary>When it was active.</summary>
    /// <param name="accessKeyId">Empty for the subject itself.</param>
    public Recalled<RunHistory> Runs(string accessKeyId = "")
    {
        if (!_runs.TryGetValue(accessKeyId, out var runs))
        {
            _runs[accessKeyId] = runs = _round.Read(r => r.HashGetAsync(_keys.Runs(accessKeyId), RunHistory.Fields), RunHistory.Read);
        }

        return runs;
    }

    /// <summary>One call, and when the subject's first and newest were.</summary>
    public Recalled<KnownCalls> Call(string call)
    {
        if (!_calls.TryGetValue(call, out var known))
        {
            _calls[call] = known = _round.Read(
                r => r.HashGetAsync(_keys.Calls, [KnownCalls.FirstField, KnownCalls.NewestField, call]), fields => KnownCalls.Read(call, fields));
        }

        return known;
    }

    /// <summary>Everything the subject called, as a role.</summary>
    public Recalled<KnownCalls> AllCalls() =>
        _allCalls ??= _round.Read(r => r.HashGetAllAsync(_keys.Calls), KnownCalls.Read);

    /// <summary>Addresses it came from, the newest first.</summary>
    public Recalled<IReadOnlyList<LastSeen>> Sources() =>
        _sources ??= _round.Read(r => r.SortedSetRangeByRankWithScoresAsync(_keys.Sources, order: Order.Descending), LastSeen.ReadAll);

    /// <summary>Long-term access keys that it used, the newest first.</summary>
    public Recalled<IReadOnlyList<LastSeen>> AccessKeys() =>
        _accessKeys ??= _round.Read(r => r.SortedSetRangeByRankWithScoresAsync(_keys.AccessKeys, order: Order.Descending), LastSeen.ReadAll);

    /// <summary>Of a subject that is an access key: the actor that used it last; null where nobody did.</summary>
    public Recalled<string?> Owner() =>
        _owner ??= _round.Read(r => r.SortedSetRangeByRankAsync(_keys.Owners, 0, 0, Order.Descending), owners => (string?)owners.FirstOrDefault());
}
