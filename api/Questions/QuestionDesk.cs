using System.Text.Json;
using Microsoft.Extensions.Options;
using TrailWatch.Evaluation;
using TrailWatch.Findings;
using TrailWatch.Identities;
using TrailWatch.Memory;
using TrailWatch.Memory.Recall;
using TrailWatch.Tuning;

namespace TrailWatch.Questions;

/// <summary>
/// Answers questions by what is remembered and how the detections are set now, and changes neither. All questions of a request share
/// two round trips: the second only for what the first has named. A bad question is answered with its faults; the others are answered.
/// </summary>
public sealed class QuestionDesk(
    IStore store, DetectionCatalogue catalogue, DirectoryCache directory, FindingStore findings, IOptions<ActorOptions> actors, TimeProvider clock)
{
    private readonly Dictionary<string, IQuestionKind> _kinds = new IQuestionKind[]
    {
        new IdentityQuestions(findings), new DormancyQuestions(), new ApiCallQuestions(findings), new SpikeQuestions(findings), new MfaQuestions(findings),
        new ActorQuestions(findings),
    }.ToDictionary(k => k.Name, StringComparer.Ordinal);

    /// <param name="questions">Whatever stands in the list.</param>
    /// <returns>In the same order.</returns>
    public async Task<IReadOnlyList<QuestionAnswer>> AskAsync(IReadOnlyList<JsonElement> questions)
    {
        var now = Circumstances();
        var (first, second) = (new RecallRound(store), new RecallRound(store));
        var pending = new PendingAnswer?[questions.Count];
        var answers = new QuestionAnswer[questions.Count];
        for (var i = 0; i < questions.Count; i++)
        {
            var question = new Question(questions[i]);
            var faults = FaultsOf(question, now);
            answers[i] = new() { Id = question.Text("id"), Kind = question.Text("kind") };
            if (faults.Count > 0)
            {
                answers[i] = Refused(answers[i], i, faults);
            }
            else
            {
                pending[i] = _kinds[question.Text("kind")!].Ask(question, now, first);
            }
        }

        await first.SendAsync().ConfigureAwait(false);
        foreach (var one in pending)
        {
            one?.AskMore(second);
        }

        await second.SendAsync().ConfigureAwait(false);
        for (var i = 0; i < pending.Length; i++)
        {
            if (pending[i]?.Judge() is { } verdict)
            {
                answers[i] = answers[i] with { Verdict = verdict.Word, Proof = verdict.Proof, Explain = verdict.Explain };
            }
        }

        return answers;
    }

    /// <summary>Everything that is remembered of an actor; null where nothing is.</summary>
    /// <param name="key">Its key, or the ARN of a role's session.</param>
    public async Task<ActorView?> ViewAsync(string key)
    {
        var now = Circumstances();
        var (first, second) = (new RecallRound(store), new RecallRound(store));
        var view = new ActorRecall(now.Actor(key), now, findings, first);
        await first.SendAsync().ConfigureAwait(false);
        view.AskMore(second);
        await second.SendAsync().ConfigureAwait(false);
        return view.IsKnown ? view.Show() : null;
    }

    private Circumstances Circumstances() => new(catalogue.Current, directory.Current, actors.Value.Granularity, clock.GetUtcNow().ToUnixTimeMilliseconds());

    private List<(string Field, string Sentence)> FaultsOf(Question question, Circumstances now)
    {
        if (!question.IsObject)
        {
            return [("", "A question must be an object with kind and what that kind asks with.")];
        }

        if (question.Text("kind") is not { } name || !_kinds.TryGetValue(name, out var kind))
        {
            return [("kind", $"kind must be one of {string.Join(", ", _kinds.Keys)}.")];
        }

        var found = kind.Rules.Validate(question).Errors;
        return found.Count > 0 ? [.. found.Select(e => (e.PropertyName, e.ErrorMessage))]
            : kind.Fault(question, now) is { } fault ? [fault]
            : [];
    }

    private static QuestionAnswer Refused(QuestionAnswer answer, int index, List<(string Field, string Sentence)> faults) => answer with
    {
        Error = string.Join(' ', faults.Select(f => f.Sentence)),
        Errors = faults.GroupBy(f => f.Field).ToDictionary(
            g => $"questions[{index}]{(g.Key.Length > 0 ? "." : "")}{g.Key}", g => g.Select(f => f.Sentence).ToArray(), StringComparer.Ordinal),
    };
}
