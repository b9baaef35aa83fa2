using FluentValidation;
using TrailWatch.CloudTrail;
using TrailWatch.Detections;
using TrailWatch.Detections.NewApiCallFromRole;
using TrailWatch.Findings;
using TrailWatch.Memory;
using TrailWatch.Memory.Calls;
using TrailWatch.Memory.Recall;

namespace TrailWatch.Questions;

/// <summary>Has this role ever made this call, and if not, would it be told?</summary>
internal sealed class ApiCallQuestions(FindingStore findings) : IQuestionKind
{
    public string Name => "apiCall";

    public IValidator<Question> Rules { get; } = new Takes();

    public (string Field, string Sentence)? Fault(Question question, Circumstances now) =>
        IsHardened(now) && RoleOf(question) is null
            ? ("role", "role must be the ARN of a role or of one of its sessions: a role's name alone is not an actor (in escu-2018 it is).")
            : null;

    public PendingAnswer Ask(Question question, Circumstances now, RecallRound first) => new Pending(question, now, findings, first);

    private static bool IsHardened(Circumstances now) => now.Detection(NewApiCallFromRole.Id).Detection.Profile == Profiles.Hardened;

    private static string? RoleOf(Question question) => ActorOfKey.Read(question.Text("role")!).RoleArn;

    private sealed class Takes : QuestionRules
    {
        public Takes()
            : base("apiCall")
        {
            Text("role", "a role's ARN", isRequired: true);
            Text("eventSource", "a service such as iam.amazonaws.com", isRequired: true);
            Text("eventName", "a call such as CreateUser", isRequired: true);
            Time("at");
        }
    }

    /// <summary>In hardened a role's calls are kept by service and name under its ARN, in escu-2018 by name under the role's name.</summary>
    private sealed class Pending : PendingAnswer
    {
        private readonly Circumstances _now;
        private readonly Question _question;
        private readonly Actor _role;
        private readonly string _call;
        private readonly Recalled<KnownCalls> _known;
        private readonly Recalled<KnownCalls>? _imported;
        private readonly Throttle _throttle;

        public Pending(Question question, Circumstances now, FindingStore findings, RecallRound first)
        {
            (_question, _now) = (question, now);
            var given = question.Text("role")!;
            var name = question.Text("eventName")!;
            var arn = RoleOf(question);
            _role = ActorOfKey.Read(arn ?? given);
            _call = IsHardened(now) ? $"{question.Text("eventSource")}:{name}" : name;
            var subject = IsHardened(now) ? arn! : _role.UserName;
            _known = first.Of(subject).Call(_call);
            _throttle = new(now.Detection(NewApiCallFromRole.Id).Detection.Info, subject, findings, first);
            _imported = IsHardened(now) ? first.Of(_role.UserName).Call(name) : null;
        }

        public override Verdict Judge()
        {
            var detection = _now.Detection(NewApiCallFromRole.Id);
            var name = _question.Text("eventName")!;
            var at = _question.Time("at") ?? _known.Value.Newest ?? _now.Now;
            int? learningDays = IsHardened(_now) ? detection.Whole("learningDays") : null;
            int? forgetDays = IsHardened(_now) ? detection.Whole("forgetDays") : null;
            var fact = CallFact.Of(_known.Value, _call, _imported?.Value, name, at, (learningDays ?? 0) * Clock.DayMs, forgetDays * Clock.DayMs);
            var silence = Silence.Of(detection, _now, _role, at, name);
            var proof = ApiCallProof.Of(_role.RoleArn ?? _role.UserName, _question, at, fact, learningDays, forgetDays, silence);
            var until = proof.WouldFire ? _throttle.Until(at) : null;
            return new(fact.Verdict, proof with { ThrottledUntil = until }, ApiCallWords.Explain(proof, fact, silence) + _throttle.Explain(until));
        }
    }
}
