using TrailWatch.Detections;
using TrailWatch.Findings;
using TrailWatch.Memory;

namespace TrailWatch.Evaluation;

/// <summary>
/// From suspicions to findings: one round trip stores what is proven; one before it reads what is stored, if anything is late.
/// </summary>
public sealed class Prover(IStore store, FindingStore findings)
{
    /// <param name="judges">The detections at work.</param>
    /// <param name="suspects">What they suspect, and the events behind it.</param>
    /// <param name="write">False for a dry run: findings are answered as if.</param>
    /// <returns>The findings that this batch made, revised or repeated, newest first.</returns>
    public async Task<IReadOnlyList<StoredFinding>> ProveAsync(DetectionRun judges, IReadOnlyList<SuspectWindow> suspects, bool write)
    {
        if (suspects.Count == 0)
        {
            return [];
        }

        var known = await KnownAsync(suspects, write).ConfigureAwait(false);
        var answered = new List<StoredFinding>();
        var drafts = new List<(FindingDraft Draft, WeighedFinding? Stored, bool Touched)>();
        foreach (var ((by, suspicion, window), stored) in suspects.Zip(known))
        {
            if (suspicion.Late && stored is not null)
            {
                answered.Add(new(stored.Finding, false));
                continue;
            }

            Proof? proof = null;
            if (judges.Alone(by, () => proof = window.Count > 0 ? suspicion.Prove(window) : null) && proof is not null)
            {
                drafts.Add((new(FindingComposer.Compose(by, suspicion, window, proof), proof.Weight ?? window.Count, suspicion.Late, by.Info.Throttle), stored, suspicion.Touched));
            }
        }

        var saved = write
            ? await findings.SaveAsync([.. drafts.Select(d => d.Draft)]).ConfigureAwait(false)
            : [.. drafts.Select(d => FindingPreview.Of(d.Draft, d.Stored))];
        answered.AddRange(saved.Where((s, i) => s.Changed || drafts[i].Touched));
        return [.. answered
            .DistinctBy(f => f.Finding.Id)
            .OrderByDescending(f => f.Finding.FirstTime)
            .ThenBy(f => f.Finding.Id, StringComparer.Ordinal)];
    }

    /// <summary>Stored findings of late windows, which stay as they are; a dry run, which stores nothing, needs those of all.</summary>
    private async Task<WeighedFinding?[]> KnownAsync(IReadOnlyList<SuspectWindow> suspects, bool write)
    {
        if (write && !suspects.Any(s => s.Suspicion.Late))
        {
            return new WeighedFinding?[suspects.Count];
        }

        var pipeline = store.Database.CreateBatch();
        var pending = suspects.Select(s => write && !s.Suspicion.Late
            ? Task.FromResult<WeighedFinding?>(null)
            : findings.FindWeighedAsync(FindingComposer.IdOf(s.By, s.Suspicion), pipeline)).ToList();
        pipeline.Execute();
        return await Task.WhenAll(pending).ConfigureAwait(false);
    }
}
