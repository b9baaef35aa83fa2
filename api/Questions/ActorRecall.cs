using System.Globalization;
using StackExchange.Redis;
using TrailWatch.CloudTrail;
using TrailWatch.Coverage;
using TrailWatch.Detections;
using TrailWatch.Detections.ApiActivityWithoutMfa;
using TrailWatch.Findings;
using TrailWatch.Memory.Calls;
using TrailWatch.Memory.Habits;
using TrailWatch.Memory.Recall;
using TrailWatch.Memory.Tally;

namespace TrailWatch.Questions;

/// <summary>Recalls everything of one actor: in the first round what lies under its key and its role's, in the second its findings.</summary>
internal sealed class ActorRecall
{
    private const int MostCalls = 100;
    private const int MostFindings = 20;
    private const string Undecided = "undecided";

    private readonly Circumstances _now;
    private readonly FindingStore _findings;
    private readonly Recalled<TallyState?> _state;
    private readonly Recalled<MfaRecord> _mfa;
    private readonly Recalled<IReadOnlyList<LastSeen>> _sources;
    private readonly Recalled<IReadOnlyList<LastSeen>> _accessKeys;
    private readonly Recalled<KnownCalls>? _calls;
    private readonly Recalled<RedisValue[]> _findingIds;
    private IReadOnlyList<Recalled<Finding?>> _found = [];

    public ActorRecall(ActorReference actor, Circumstances now, FindingStore findings, RecallRound first)
    {
        (Actor, _now, _findings) = (actor, now, findings);
        var recall = first.Of(actor.Key);
        (_state, _mfa, _sources, _accessKeys) = (recall.State(), recall.Mfa(), recall.Sources(), recall.AccessKeys());
        _calls = CallsOf(actor.Actor) is { } role ? first.Of(role).AllCalls() : null;
        _findingIds = first.ReadOnce("findings of " + actor.Key, r => findings.IdsOfAsync(actor.Key, MostFindings, r));
    }

    public ActorReference Actor { get; }

    public bool IsKnown => _state.Value is not null || _calls?.Value.First is not null;

    public void AskMore(RecallRound second) =>
        _found = [.. _findingIds.Value.Select(id => second.ReadOnce("finding " + id, r => _findings.FindAsync(id!, r)))];

    public ActorView Show()
    {
        var state = _state.Value;
        var newest = state?.Newest ?? _calls?.Value.Newest;
        var at = newest ?? _now.Now;
        var detection = (ApiActivityWithoutMfa)_now.Detection(ApiActivityWithoutMfa.Id).Detection;
        return new()
        {
            Key = Actor.Key,
            Type = Actor.Actor.Type,
            UserName = Actor.Actor.UserName,
            Account = Actor.Actor.AccountId,
            FirstSeen = Moment.Of(state?.First ?? _calls?.Value.First),
            LastSeen = Moment.Of(newest),
            Sources = [.. _sources.Value.Select(s => new ActorSource(s.What, Moment.Of(s.Time)))],
            Baselines = [.. _now.Detections.All.Select(d => d.Detection).OfType<ISpikeDetection>().Select(d => ActorBaseline.Of(d, state))],
            OpenHours = state is null ? [] : [.. ActorHour.Of(state)],
            Calls = ActorCalls.Of(CallsOf(Actor.Actor), _calls?.Value, MostCalls),
            AccessKeys = [.. _accessKeys.Value.Select(k => new ActorAccessKey(k.What, Moment.Of(k.Time)))],
            Mfa = ActorMfa.Of(_mfa.Value, detection, at),
            OpenFindings = [.. _found.Select(f => f.Value).OfType<Finding>().Where(f => f.Disposition == Undecided).Select(ActorFinding.Of)],
            Directory = DirectoryStanding.Of(Actor.Actor, at, _now),
        };
    }

    public string Explain(ActorView view)
    {
        if (!IsKnown)
        {
            return $"Nothing of {Actor.Key} is remembered.{Actor.Hint}";
        }

        var seen = view is { FirstSeen: { } first, LastSeen: { } last }
            ? $"seen from {Say(first)} to {Say(last)}"
            : "known only by what was imported";
        var ready = view.Baselines.Select(b => $"{b.Points ?? 0} of {b.MinimumPoints} active hours of {b.Calls}");
        return string.Create(CultureInfo.InvariantCulture, $"{Actor.Key} was {seen}; its baselines have {string.Join(" and ", ready)}; {(view.OpenFindings.Count == 1 ? "1 finding is" : $"{view.OpenFindings.Count} findings are")} open; in the directory it is {view.Directory.Verdict}.");
    }

    private static string Say(DateTime time) => Wording.Time(new DateTimeOffset(time).ToUnixTimeMilliseconds());

    /// <summary>The subject that a role's calls are kept under; null of somebody who is no role.</summary>
    private string? CallsOf(Actor actor) => actor.RoleArn is not { } role ? null
        : _now.Detection(Detections.NewApiCallFromRole.NewApiCallFromRole.Id).Detection.Profile == Profiles.Hardened ? role
        : actor.UserName;
}
