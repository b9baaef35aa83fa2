using Microsoft.Extensions.Options;
using TrailWatch.CloudTrail;
using TrailWatch.Detections;
using TrailWatch.Findings;
using TrailWatch.Identities;
using TrailWatch.Memory;
using TrailWatch.Memory.Accounts;
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
    MemoryCopy copy,
    Prover prover,
    IStore store,
    IOptions<ActorOptions> actors,
    TimeProvider clock)
{
    /// <summary>Evaluates a batch with the detections as they are set now.</summary>
    public Task<EvaluationResult> EvaluateAsync(RecordBatch batch, EvaluationMode mode) => EvaluateAsync(batch, mode, catalogue.Current);

    public async Task<EvaluationResult> EvaluateAsync(RecordBatch batch, EvaluationMode mode, DetectionSet detections)
    {
        var who = directory.Current;
        var size = new DirectorySize(who.Identities, who.ServiceAccounts);
        var judges = new DetectionRun(detections, size, failures);

        // 1. Whose events are they?
        var sorted = Sorting.Of(batch, actors.Value.Granularity, who);

        // 2. What does each event mean to each detection? A batch that is too large for one round takes several.
        var rounds = sorted.Rounds().Select(judges.Ask).ToList();
        await using var where = mode == EvaluationMode.DryRun
            ? await copy.TakeAsync(rounds.SelectMany(r => r.Subjects)).ConfigureAwait(false)
            : copy.Live;
        var findings = new List<StoredFinding>();
        var activity = (Fresh: 0L, Late: 0L);
        foreach (var question in rounds)
        {
            // 3. What is remembered of each subject? Asking is telling: from here on the events are remembered.
            var accounts = mode == EvaluationMode.DryRun ? null : AccountsQuestion.Of(
                question.Subjects.SelectMany(s => s.Sightings), mode == EvaluationMode.Evaluate ? clock.GetUtcNow().ToUnixTimeMilliseconds() : null);
            var answers = await memory.AskAsync(question.Subjects, where.KeyPrefix, accounts).ConfigureAwait(false);

            // 4. Which windows look wrong, and is it so?
            if (mode != EvaluationMode.Learn)
            {
                findings.AddRange(await prover.ProveAsync(
                    judges, judges.Judge(answers), where.KeyPrefix, write: mode == EvaluationMode.Evaluate).ConfigureAwait(false));
            }

            if (mode != EvaluationMode.DryRun)
            {
                memory.Forget(answers, where.KeyPrefix);
            }

            activity = answers.Select(Activity.Of).Aggregate(activity, (sum, a) => (sum.Fresh + a.Fresh, sum.Late + a.Late));
        }

        // 5. Nothing is answered that a power cut could take back.
        if (mode != EvaluationMode.DryRun)
        {
            await store.CommitAsync().ConfigureAwait(false);
        }

        return EvaluationResult.Of(batch, sorted, activity, judges, findings);
    }
}
