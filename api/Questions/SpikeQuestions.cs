using FluentValidation;
using TrailWatch.Detections;
using TrailWatch.Detections.ApiActivitySpike;
using TrailWatch.Detections.SecurityGroupActivitySpike;
using TrailWatch.Findings;
using TrailWatch.Memory;
using TrailWatch.Memory.Recall;
using TrailWatch.Memory.Tally;
using TrailWatch.Tuning;

namespace TrailWatch.Questions;

/// <summary>Would this count be a spike now? Held against the baseline with the open hours before it folded in, as a batch would.</summary>
internal sealed class SpikeQuestions(FindingStore findings) : IQuestionKind
{
    private const string Spike = "spike";
    private const string Normal = "normal";
    internal const string ColdStart = "cold-start";

    public string Name => "spike";

    public IValidator<Question> Rules { get; } = new Takes();

    public PendingAnswer Ask(Question question, Circumstances now, RecallRound first) => new Pending(question, now, findings, first);

    /// <param name="detection">Which detection's count.</param>
    /// <param name="before">The baseline before the hour.</param>
    /// <param name="count">Calls in it.</param>
    /// <param name="silence">Why the detection would say nothing; null where it would.</param>
    public static (string Word, SpikeVerdict Numbers) Judge(ISpikeDetection detection, SpikeBaseline before, double count, Silence? silence)
    {
        var numbers = before.Judge(count, detection.Settings);
        var word = !before.CanJudge(detection.Settings) ? ColdStart : numbers.IsSpike && silence is null ? Spike : Normal;
        return (word, numbers);
    }

    private sealed class Takes : QuestionRules
    {
        public Takes()
            : base("spike")
        {
            Text("actor", "an actor's key or ARN", isRequired: true);
            OneOf("detection", [ApiActivitySpike.Id, SecurityGroupActivitySpike.Id]);
            Count("count");
            Time("hour");
        }
    }

    private sealed class Pending : PendingAnswer
    {
        private readonly Circumstances _now;
        private readonly Question _question;
        private readonly ActorReference _actor;
        private readonly TunedDetection _tuned;
        private readonly Recalled<TallyState?> _state;
        private readonly Throttle _throttle;

        public Pending(Question question, Circumstances now, FindingStore findings, RecallRound first)
        {
            (_question, _now) = (question, now);
            _actor = now.Actor(question.Text("actor")!);
            _tuned = now.Detection(question.Text("detection")!);
            _state = first.Of(_actor.Key).State();
            _throttle = new(_tuned.Detection.Info, _actor.Key, findings, first);
        }

        private long Hour => Clock.HourOf(_question.Time("hour") ?? _state.Value?.Newest ?? _now.Now);

        private bool IsFolded => Hour <= (_state.Value?.Folded ?? -1);

        public override Verdict Judge()
        {
            var detection = (ISpikeDetection)_tuned.Detection;
            var past = IsFolded ? _state.Value?.BeforeSpike(detection.Settings.Label, Hour) : null;
            var before = past ?? _state.Value?.BaselineAt(Hour, detection.Settings) ?? default;
            var silence = Silence.Of(_tuned, _now, _actor.Actor, Hour * Clock.HourMs);
            var (word, numbers) = SpikeQuestions.Judge(detection, before, _question.Whole("count")!.Value, silence);
            var until = word == Spike ? _throttle.Until(Hour * Clock.HourMs) : null;
            var proof = SpikeProof.Of(Hour, numbers, detection, IsFolded && past is null, word == Spike, silence) with { ThrottledUntil = until };
            return new(word, proof, SpikeWords.Explain(word, _actor, _tuned, numbers, proof, silence) + _throttle.Explain(until));
        }
    }
}
