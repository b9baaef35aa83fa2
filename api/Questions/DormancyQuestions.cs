using FluentValidation;
using TrailWatch.CloudTrail;
using TrailWatch.Detections.DormantAccountReactivated;
using TrailWatch.Memory;
using TrailWatch.Memory.Habits;
using TrailWatch.Memory.Recall;
using TrailWatch.Memory.Runs;
using TrailWatch.Memory.Tally;

namespace TrailWatch.Questions;

/// <summary>Has this actor, or this long-term access key, been silent for so long that an event at that time wakes it up?</summary>
internal sealed class DormancyQuestions : IQuestionKind
{
    private const string Active = "active";
    private const string Dormant = "dormant";
    private const string NeverSeen = "never-seen";
    private const string ActorAwakens = "actor-awakens";

    public string Name => "dormancy";

    public IValidator<Question> Rules { get; } = new Takes();

    public (string Field, string Sentence)? Fault(Question question, Circumstances now) =>
        question.Text("accessKeyId") is { } id && !AccessKeys.IsLongTerm(id)
            ? ("accessKeyId", $"accessKeyId must be a long-term key, which begins with {AccessKeys.LongTerm}: temporary credentials have no dormancy of their own; ask by actor.")
            : null;

    public PendingAnswer Ask(Question question, Circumstances now, RecallRound first) => new Pending(question, now, first);

    /// <param name="moment">The event's place among the runs.</param>
    public static string Judge(RunMoment moment) => moment.LastSeen is null ? NeverSeen : moment.IsWaking ? Dormant : Active;

    private sealed class Takes : QuestionRules
    {
        public Takes()
            : base("dormancy")
        {
            Text("actor", "an actor's key or ARN", isRequired: false);
            Text("accessKeyId", "a long-term access key's id", isRequired: false);
            Time("at");
            Either("actor", "accessKeyId");
        }
    }

    private sealed class Pending : PendingAnswer
    {
        private readonly Circumstances _now;
        private readonly string _accessKey;
        private readonly long? _at;
        private readonly Recalled<string?>? _owner;
        private ActorReference? _actor;
        private Recalled<TallyState?>? _state;
        private Recalled<RunHistory>? _runs;
        private Recalled<RunHistory>? _keyRuns;

        public Pending(Question question, Circumstances now, RecallRound first)
        {
            (_now, _at, _accessKey) = (now, question.Time("at"), question.Text("accessKeyId") ?? "");
            if (question.Text("actor") is { } given)
            {
                Want(now.Actor(given), first);
            }
            else
            {
                _owner = first.Of(AccessKeys.SubjectOf(_accessKey)).Owner();
            }
        }

        public override void AskMore(RecallRound second)
        {
            if (_owner?.Value is { } key)
            {
                Want(new(key, ActorOfKey.Read(key)), second);
            }
        }

        public override Verdict Judge()
        {
            var detection = _now.Detection(DormantAccountReactivated.Id);
            var days = detection.Whole("dormantDays");
            var at = _at ?? _state?.Value?.Newest ?? _now.Now;
            var itself = AtItself(at, days * Clock.DayMs);
            var moment = _accessKey.Length == 0 ? itself : (_keyRuns?.Value ?? RunHistory.None).At(at, days * Clock.DayMs, null);
            var silence = _actor is null ? null : Silence.Of(detection, _now, _actor.Actor, at);
            if (silence is null && _accessKey.Length > 0 && !IsAwake(itself, at))
            {
                silence = new(ActorAwakens, "tells the awakening of an access key only on an account that has been active for a day itself");
            }

            var word = DormancyQuestions.Judge(moment);
            var last = (_accessKey.Length > 0 ? _keyRuns : _runs)?.Value.Runs.Cast<ActivityRun?>().LastOrDefault(r => r!.Value.End == moment.LastSeen);
            var proof = DormancyProof.Of(at, _actor?.Key, _accessKey, moment, _state?.Value?.First, last, days, word == Dormant ? silence : null, word == Dormant);
            return new(word, proof, Explain(word, proof, silence));
        }

        private void Want(ActorReference actor, RecallRound round)
        {
            _actor = actor;
            var recall = round.Of(actor.Key);
            (_state, _runs) = (recall.State(), recall.Runs());
            _keyRuns = _accessKey.Length > 0 ? recall.Runs(_accessKey) : null;
        }

        /// <summary>Where the detection is off it remembers no runs; first and newest event are known all the same.</summary>
        private RunMoment AtItself(long at, long gap)
        {
            var runs = _runs?.Value ?? RunHistory.None;
            if (runs.IsEmpty && _state?.Value is { First: { } first, Newest: { } newest })
            {
                runs = new([new(first, null, newest, default)]);
            }

            return runs.At(at, gap, _actor is null ? null : _now.Directory.Match(_actor.Actor, at).LastActivity);
        }

        private static bool IsAwake(RunMoment itself, long at) => itself.LastSeen is not null && at - itself.Begins >= Clock.DayMs;

        private static string Told(Silence? silence) =>
            silence is null ? $"; {DormantAccountReactivated.Id} tells of an event then" : $"; but {DormantAccountReactivated.Id} {silence.Because}";

        private string Explain(string word, DormancyProof proof, Silence? silence)
        {
            var who = _accessKey.Length > 0 ? $"Access key {_accessKey}" : _actor!.Key;
            var at = new DateTimeOffset(proof.At).ToUnixTimeMilliseconds();
            if (proof.LastSeen is not { } lastSeen)
            {
                return $"Nothing of {who} is remembered at or before {Wording.Time(at)}, and who was never seen is not dormant.{_actor?.Hint}";
            }

            var last = Wording.Time(new DateTimeOffset(lastSeen).ToUnixTimeMilliseconds());
            return word == Active
                ? $"{who} was last seen at {last}, {Wording.Days(proof.IdleDays ?? 0)} before {Wording.Time(at)}; more than {Wording.Days(proof.DormantDays)} would be dormancy."
                : $"{who} was silent for {Wording.Days(proof.IdleDays ?? 0)} from {last} to {Wording.Time(at)}, more than {Wording.Days(proof.DormantDays)}{Told(silence)}.";
        }
    }
}
