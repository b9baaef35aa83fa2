using TrailWatch.Detections;
using TrailWatch.Findings;
using TrailWatch.Memory;
using TrailWatch.Memory.Tally;
using TrailWatch.Tuning;

namespace TrailWatch.Evaluation;

/// <summary>
/// Takes what an analyst says of a finding: first the baseline is taught, then the finding keeps it. A crash between the two is
/// mended by saying it again, since a baseline learns of an hour once.
/// </summary>
public sealed class FindingDecisions(
    DispositionStore dispositions, HourTeacher teacher, DetectionCatalogue catalogue, IStore store, TimeProvider clock)
{
    /// <summary>Null where there is no such finding.</summary>
    public async Task<FindingDisposition?> DecideAsync(string id, Decision decision)
    {
        while (await dispositions.FindAsync(id).ConfigureAwait(false) is { } was)
        {
            var taught = await TeachAsync(was, decision.Disposition).ConfigureAwait(false);

            // Of several who decide at once one is the last, for the finding and for the baseline alike: whoever comes too late
            // for the one begins anew with the other.
            if (await dispositions.TrySaveAsync(was, decision, taught, clock.GetUtcNow()).ConfigureAwait(false))
            {
                await store.CommitAsync().ConfigureAwait(false);
                var now = was.Finding with { Disposition = decision.Disposition };
                return FindingDisposition.Of(now, await dispositions.TrailAsync(id).ConfigureAwait(false), taught);
            }
        }

        return null;
    }

    /// <summary>What was decided of it so far; null where there is no such finding.</summary>
    public async Task<FindingDisposition?> ReadAsync(string id) => await dispositions.FindAsync(id).ConfigureAwait(false) is { } now
        ? FindingDisposition.Of(now.Finding, await dispositions.TrailAsync(id).ConfigureAwait(false))
        : null;

    private Task<Taught> TeachAsync(DecidedFinding was, string disposition)
    {
        var finding = was.Finding;
        if (catalogue.Current.Of(finding.Detection)?.Detection is not ISpikeDetection { Settings: { Hardened: true } baseline } || finding.Profile != Profiles.Hardened)
        {
            return Task.FromResult(Taught.Nothing);
        }

        var lesson = disposition switch
        {
            Disposition.Benign => Lesson.Benign,
            Disposition.Malicious => Lesson.Malicious,
            _ => Lesson.None,
        };

        // Where the memory has let go of a lesson, the finding knows: a benign one has been taught before it says so.
        var counted = was.Counted || finding.Disposition == Disposition.Benign;
        var hour = Clock.HourOf(new DateTimeOffset(finding.Window.Start).ToUnixTimeMilliseconds());
        return teacher.TeachAsync(finding.Actor.Key, baseline.Label, hour, lesson, finding.Count, counted);
    }
}
