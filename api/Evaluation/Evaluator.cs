using Microsoft.Extensions.Options;
using TrailWatch.CloudTrail;
using TrailWatch.Detections;
using TrailWatch.Findings;
using TrailWatch.Identities;
using TrailWatch.Memory;
using TrailWatch.Memory.Accounts;
using TrailWatch.Memory.Asking;
using TrailWatch.Tuning;

namespace TrailWatch.Evaluation;

/// <summary>
/// The way of a batch through the house: events are grouped by actor, the memory is asked once for all of them (in rounds, if there are very many), each
/// detection judges alone, and what it finds is proven, stored and answered. A crash between any two steps is mended by
/// sending the batch again: asking twice changes nothing, and a duplicate is judged like a new event.
/// </summary>
public sealed class Evaluator(
    DetectionCatalogue catalogue,
    DetectionFailures failures,
    DirectoryCache directory,
    ActorMemory memory,
    Prover prover,
    IStore store,
    IOptions<ActorOptions> actors,
    IOptions<MemoryOptions> options,
    TimeProvider clock)
{
    /// <summary>Evaluates a batch with the detections as they are set now.</summary>
    public Task<EvaluationResult> EvaluateAsync(RecordBatch batch, EvaluationMode mode) => EvaluateAsync(batch, mode, catalogue.Current);

    public async Task<EvaluationResult> EvaluateAsync(RecordBatch batch, EvaluationMode mode, DetectionSet detections)
    {
        var who = directory.Current;
        var size = new DirectorySize(who.Identities, who.ServiceAccounts);
        var judges = new DetectionRun(detections, size, options.Value.LatenessMs, failures);
        var where = mode == EvaluationMode.DryRun ? memory.Imagine() : memory;

        // 1. Whose events are they?
        var sorted = Sorting.Of(batch, actors.Value.Granularity, who);

        // A batch that is too large for one round takes several; how it is cut makes no difference (law 2).
        var findings = new List<StoredFinding>();
        var (fresh, late) = (0L, 0L);
        foreach (var round in sorted.Rounds())
        {
            // 2. What does each event mean to each detection?
            var question = judges.Ask(round);
            var accounts = AccountsQuestion.Of(round, mode == EvaluationMode.Evaluate ? clock.GetUtcNow().ToUnixTimeMilliseconds() : null);

            // 3. What is remembered of each subject, and which windows look wrong? Asking is telling: from here on the events are remembered.
            var suspects = new List<SuspectWindow>();
            await where.AskAsync(question.Subjects, judges.Memory, Judge, accounts).ConfigureAwait(false);

            // 4. Is it so?
            findings.AddRange(await prover.ProveAsync(judges, suspects, write: mode == EvaluationMode.Evaluate).ConfigureAwait(false));
            where.Settle(question.Subjects);

            void Judge(SubjectAnswer answer)
            {
                (fresh, late) = (fresh + answer.Fresh, late + answer.Late);
                if (mode != EvaluationMode.Learn)
                {
                    judges.Judge(answer, suspects);
                }
            }
        }

        // 5. Nothing is answered that a power cut could take back.
        if (mode != EvaluationMode.DryRun)
        {
            await store.CommitAsync().ConfigureAwait(false);
        }

        return EvaluationResult.Of(batch, sorted, (fresh, late), judges, findings);
    }
}
