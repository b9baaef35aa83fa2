using FluentValidation;
using TrailWatch.CloudTrail;
using TrailWatch.Detections.ActivityFromUnapprovedAccount;
using TrailWatch.Findings;
using TrailWatch.Memory.Recall;
using TrailWatch.Memory.Tally;

namespace TrailWatch.Questions;

/// <summary>Is this somebody known: approved, by whom and until when, a service account, disabled?</summary>
internal sealed class IdentityQuestions(FindingStore findings) : IQuestionKind
{
    public string Name => "identity";

    public IValidator<Question> Rules { get; } = new Takes();

    public PendingAnswer Ask(Question question, Circumstances now, RecallRound first) => new Pending(question, now, findings, first);

    private sealed class Takes : QuestionRules
    {
        public Takes()
            : base("identity")
        {
            Text("userName", "a user's or a role's name", isRequired: false);
            Text("actor", "an actor's key or ARN", isRequired: false);
            Time("at");
            Either("userName", "actor");
        }
    }

    private sealed class Pending : PendingAnswer
    {
        private readonly Circumstances _now;
        private readonly Actor _who;
        private readonly long? _at;
        private readonly Recalled<TallyState?>? _state;
        private readonly Throttle? _throttle;

        public Pending(Question question, Circumstances now, FindingStore findings, RecallRound first)
        {
            _now = now;
            _at = question.Time("at");
            var actor = question.Text("actor") is { } key ? now.Actor(key).Actor : null;
            var name = question.Text("userName");
            _who = actor is null ? new("", "", "", name!, "", null, null) : name is null ? actor : actor with { UserName = name };
            _state = actor is null || _at is not null ? null : first.Of(actor.Key).State();
            _throttle = actor is null ? null : new(now.Detection(ActivityFromUnapprovedAccount.Id).Detection.Info, actor.Key, findings, first);
        }

        public override Verdict Judge()
        {
            var at = _at ?? _state?.Value?.Newest ?? _now.Now;
            var standing = DirectoryStanding.Of(_who, at, _now);
            var until = standing is { Verdict: DirectoryStanding.Unknown, WouldFire: true } ? _throttle?.Until(at) : null;
            return new(standing.Verdict, standing with { ThrottledUntil = until }, standing.Explain(_who, _now) + _throttle?.Explain(until));
        }
    }
}
