using TrailWatch.Detections;
using TrailWatch.Findings;
using TrailWatch.Memory;
using TrailWatch.Memory.Windows;

namespace TrailWatch.Evaluation;

/// <summary>
/// From suspicions to findings: one round trip reads the events behind all of them, a second stores what is proven. A batch
/// without a suspicion needs neither.
/// </summary>
public sealed class Prover(IStore store, FindingStore findings)
{
    /// <param name="judges">The detections at work.</param>
    /// <param name="suspicions">What they suspect.</param>
    /// <param name="keyPrefix">Where the memory lies.</param>
    /// <param name="write">False for a dry run: findings are answered as if.</param>
    /// <returns>The findings that this batch made, revised or repeated, newest first.</returns>
    public async Task<IReadOnlyList<StoredFinding>> ProveAsync(
        DetectionRun judges, IReadOnlyList<(IDetection By, Suspicion Suspicion)> suspicions, string keyPrefix, bool write)
    {
        if (suspicions.Count == 0)
        {
            return [];
        }

        var read = await ReadAsync(suspicions, keyPrefix).ConfigureAwait(false);
        var answered = new List<StoredFinding>();
        var drafts = new List<(FindingDraft Draft, WeighedFinding? Stored, bool Touched)>();
        foreach (var (by, suspicion, window, stored) in read)
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

    private async Task<IReadOnlyList<(IDetection By, Suspicion Suspicion, WindowRecord Window, WeighedFinding? Stored)>> ReadAsync(
        IReadOnlyList<(IDetection By, Suspicion Suspicion)> suspicions, string keyPrefix)
    {
        var reader = new WindowReader(keyPrefix, store.KeyPrefix);
        var pipeline = store.Database.CreateBatch();
        var pending = suspicions.Select(async s =>
        {
            var stored = findings.FindWeighedAsync(FindingComposer.IdOf(s.By, s.Suspicion), pipeline);
            var window = reader.Read(pipeline, s.Suspicion.Trace);
            return (s.By, s.Suspicion, await window.ConfigureAwait(false), await stored.ConfigureAwait(false));
        }).ToList();
        pipeline.Execute();
        return await Task.WhenAll(pending).ConfigureAwait(false);
    }
}
