using FluentValidation;
using TrailWatch.Memory.Recall;

namespace TrailWatch.Questions;

/// <summary>One kind of question: what it asks with, what must be recalled for it, and the verdict on that.</summary>
internal interface IQuestionKind
{
    /// <summary>As <c>kind</c> names it.</summary>
    string Name { get; }

    IValidator<Question> Rules { get; }

    /// <summary>A fault that depends on how the detections are set, by field; null for none. The rules have found none then.</summary>
    (string Field, string Sentence)? Fault(Question question, Circumstances now) => null;

    /// <summary>Says in the first round what it wants to know.</summary>
    PendingAnswer Ask(Question question, Circumstances now, RecallRound first);
}

/// <summary>A question on its way: once the first round is there it may want more, and once the second is there it has its verdict.</summary>
internal abstract class PendingAnswer
{
    public virtual void AskMore(RecallRound second)
    {
    }

    public abstract Verdict Judge();
}

/// <summary>What is answered to one question.</summary>
/// <param name="Word">The verdict in a word, one of the kind's.</param>
/// <param name="Proof">The numbers behind it; a record of the kind's own.</param>
/// <param name="Explain">Why, and why not, in a sentence or two.</param>
internal sealed record Verdict(string Word, object Proof, string Explain);
