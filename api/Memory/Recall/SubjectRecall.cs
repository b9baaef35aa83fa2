using StackExchange.Redis;
using TrailWatch.Memory.Calls;
using TrailWatch.Memory.Habits;
using TrailWatch.Memory.Runs;
using TrailWatch.Memory.Tally;

namespace TrailWatch.Memory.Recall;

/// <summary>
/// What a round reads of one subject. A part is there once it has been wanted and the round has been sent; each is read and
/// understood once.
/// </summary>
public sealed class SubjectRecall
{
    private readonly RecallRound _round;
    private readonly SubjectKeys _keys;
    private readonly Dictionary<string, Task<RedisValue[]>> _calls = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Task<RedisValue[]>> _runs = new(StringComparer.Ordinal);
    private readonly Lazy<TallyState?> _read;
    private readonly Lazy<MfaRecord> _mfaRead;
    private Task<HashEntry[]>? _state;
    private Task<HashEntry[]>? _spikes;
    private Task<SortedSetEntry[]>? _habits;
    private Task<HashEntry[]>? _allCalls;
    private Task<SortedSetEntry[]>? _sources;
    private Task<SortedSetEntry[]>? _accessKeys;
    private Task<SortedSetEntry[]>? _owners;

    internal SubjectRecall(RecallRound round, SubjectKeys keys)
    {
        _round = round;
        _keys = keys;
        _read = new(() => TallyState.Read(_state!.Result), isThreadSafe: false);
        _mfaRead = new(() => MfaRecord.Read(_habits!.Result), isThreadSafe: false);
    }

    /// <summary>First and newest event, baselines, open hours; null of a subject that is not remembered.</summary>
    public TallyState? State => _read.Value;

    /// <summary>When with a second factor and when without.</summary>
    public MfaRecord Mfa => _mfaRead.Value;

    /// <summary>Everything the subject called, as a role.</summary>
    public KnownCalls AllCalls => KnownCalls.Read(_allCalls!.Result);

    /// <summary>Addresses it came from, the newest first.</summary>
    public IReadOnlyList<(string Member, long Time)> Sources => NewestFirst(_sources!.Result);

    /// <summary>Long-term access keys that it used, the newest first.</summary>
    public IReadOnlyList<(string Member, long Time)> AccessKeys => NewestFirst(_accessKeys!.Result);

    /// <summary>Of a subject that is an access key: the actor that used it last; null where nobody did.</summary>
    public string? Owner => NewestFirst(_owners!.Result) is [var (owner, _), ..] ? owner : null;

    public SubjectRecall WantState()
    {
        _state ??= _round.Read(r => r.HashGetAllAsync(_keys.State));
        return this;
    }

    /// <summary>The hours that were spikes when they closed, for a day.</summary>
    public SubjectRecall WantPastSpikes()
    {
        _spikes ??= _round.Read(r => r.HashGetAllAsync(_keys.Spikes));
        return this;
    }

    public SubjectRecall WantMfa()
    {
        _habits ??= _round.Read(r => r.SortedSetRangeByRankWithScoresAsync(_keys.Habits));
        return this;
    }

    /// <param name="accessKeyId">Empty for the subject itself.</param>
    public SubjectRecall WantRuns(string accessKeyId = "")
    {
        if (!_runs.ContainsKey(accessKeyId))
        {
            _runs[accessKeyId] = _round.Read(r => r.HashGetAsync(_keys.Runs(accessKeyId), RunHistory.Fields));
        }

        return this;
    }

    public SubjectRecall WantAllCalls()
    {
        _allCalls ??= _round.Read(r => r.HashGetAllAsync(_keys.Calls));
        return this;
    }

    /// <summary>One call, and when the subject's first and newest were.</summary>
    public SubjectRecall WantCall(string call)
    {
        if (!_calls.ContainsKey(call))
        {
            _calls[call] = _round.Read(r => r.HashGetAsync(_keys.Calls, [KnownCalls.FirstField, KnownCalls.NewestField, call]));
        }

        return this;
    }

    public SubjectRecall WantPlaces()
    {
        _sources ??= _round.Read(r => r.SortedSetRangeByRankWithScoresAsync(_keys.Sources, order: Order.Descending));
        _accessKeys ??= _round.Read(r => r.SortedSetRangeByRankWithScoresAsync(_keys.AccessKeys, order: Order.Descending));
        return this;
    }

    public SubjectRecall WantOwner()
    {
        _owners ??= _round.Read(r => r.SortedSetRangeByRankWithScoresAsync(_keys.Owners, 0, 0, Order.Descending));
        return this;
    }

    public RunHistory Runs(string accessKeyId = "") => RunHistory.Read(_runs[accessKeyId].Result);

    public KnownCalls Call(string call) => KnownCalls.Read(call, _calls[call].Result);

    /// <summary>The baseline before an hour that was a spike when it closed; null where that is not known (any more).</summary>
    public SpikeBaseline? BeforeSpike(string label, long hour) => PastSpike.Find(_spikes!.Result, label, hour)?.Before;

    private static List<(string Member, long Time)> NewestFirst(SortedSetEntry[] entries) =>
        [.. entries.Select(e => ((string)e.Element!, (long)e.Score))];
}
