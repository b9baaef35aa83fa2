using FluentValidation;
using TrailWatch.Findings;
using TrailWatch.Memory.Recall;

namespace TrailWatch.Questions;

/// <summary>Everything that is remembered of an actor.</summary>
internal sealed class ActorQuestions(FindingStore findings) : IQuestionKind
{
    public string Name => "actor";

    public IValidator<Question> Rules { get; } = new Takes();

    public PendingAnswer Ask(Question question, Circumstances now, RecallRound first) =>
        new Pending(new(now.Actor(question.Text("actor")!), now, findings, first));

    private sealed class Takes : QuestionRules
    {
        public Takes()
            : base("actor") => Text("actor", "an actor's key or ARN", isRequired: true);
    }

    private sealed class Pending(ActorRecall recall) : PendingAnswer
    {
        public override void AskMore(RecallRound second) => recall.AskMore(second);

        public override Verdict Judge()
        {
            var view = recall.Show();
            return recall.IsKnown ? new("known", view, recall.Explain(view)) : new("never-seen", view, recall.Explain(view));
        }
    }
}
