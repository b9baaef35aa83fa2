using FluentValidation;
using TrailWatch.Detections.ApiActivityWithoutMfa;
using TrailWatch.Findings;
using TrailWatch.Memory.Habits;
using TrailWatch.Memory.Recall;
using TrailWatch.Memory.Tally;

namespace TrailWatch.Questions;

/// <summary>Was this actor ever seen to act without a second factor?</summary>
internal sealed class MfaQuestions(FindingStore findings) : IQuestionKind
{
    private const string SeenWithout = "seen-without";
    private const string AlwaysWith = "always-with";
    private const string NeverSeen = "never-seen";

    public string Name => "mfa";

    public IValidator<Question> Rules { get; } = new Takes();

    public PendingAnswer Ask(Question question, Circumstances now, RecallRound first) => new Pending(question, now, findings, first);

    /// <summary>What the memory says, by the ways that the detection counts as it is set now.</summary>
    public static string Judge(MfaRecord record, ApiActivityWithoutMfa detection, long at) =>
        record.Without(detection.Counts)?.First <= at ? SeenWithout
        : record.With?.First <= at ? AlwaysWith
        : NeverSeen;

    private sealed class Takes : QuestionRules
    {
        public Takes()
            : base("mfa")
        {
            Text("actor", "an actor's key or ARN", isRequired: true);
            Time("at");
        }
    }

    private sealed class Pending : PendingAnswer
    {
        private readonly Circumstances _now;
        private readonly ActorReference _actor;
        private readonly long? _at;
        private readonly Recalled<TallyState?> _state;
        private readonly Recalled<MfaRecord> _record;
        private readonly Throttle _throttle;

        public Pending(Question question, Circumstances now, FindingStore findings, RecallRound first)
        {
            (_now, _actor, _at) = (now, now.Actor(question.Text("actor")!), question.Time("at"));
            var recall = first.Of(_actor.Key);
            (_state, _record) = (recall.State(), recall.Mfa());
            _throttle = new(now.Detection(ApiActivityWithoutMfa.Id).Detection.Info, _actor.Key, findings, first);
        }

        public override Verdict Judge()
        {
            var at = _at ?? _state.Value?.Newest ?? _now.Now;
            var tuned = _now.Detection(ApiActivityWithoutMfa.Id);
            var detection = (ApiActivityWithoutMfa)tuned.Detection;
            var word = MfaQuestions.Judge(_record.Value, detection, at);
            var silence = Silence.Of(tuned, _now, _actor.Actor, at) ?? (_now.Directory.Match(_actor.Actor, at).IsApprovedServiceAccount
                ? new("service-account", "does not judge approved service accounts")
                : null);
            var until = silence is null ? _throttle.Until(at) : null;
            var proof = MfaProof.Of(at, _record.Value, detection, silence) with { ThrottledUntil = until };
            var told = silence is null || word != SeenWithout ? "." : $"; but {ApiActivityWithoutMfa.Id} {silence.Because}.";
            return new(word, proof, Explain(word, proof) + told + (word == SeenWithout ? _throttle.Explain(until) : ""));
        }

        private string Explain(string word, MfaProof proof) => word switch
        {
            SeenWithout => $"{_actor.Key} was seen without MFA, first at {Say(proof.FirstWithout)} and last {Ways(proof)}{(proof.LastWith is null ? "" : $"; with MFA last at {Say(proof.LastWith)}")}",
            AlwaysWith => $"{_actor.Key} used MFA whenever AWS could tell, last at {Say(proof.LastWith)}",
            _ when _state.Value?.First is null => $"Nothing of {_actor.Key} is remembered, so nothing can be said of its MFA{_actor.Hint.TrimEnd('.')}",
            _ when proof.LastBeyondAws is not null => $"{_actor.Key} was only seen in sessions whose MFA AWS cannot know (federated, or begun by no human), last at {Say(proof.LastBeyondAws)}; includeFederated would judge them",
            _ => $"{_actor.Key} was never seen, at that time, in a way that tells whether MFA was used",
        };

        private static string Ways(MfaProof proof) => string.Join(", ", new[]
        {
            (proof.LastInSession, "in a session"), (proof.LastAtConsole, "at the console"), (proof.LastWithLongTermKey, "with a long-term key"),
        }.Where(w => w.Item1 is not null).Select(w => $"{w.Item2} at {Say(w.Item1)}"));

        private static string Say(DateTime? time) => Wording.Time(new DateTimeOffset(time!.Value).ToUnixTimeMilliseconds());
    }
}
