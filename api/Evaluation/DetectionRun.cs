using TrailWatch.Detections;
using TrailWatch.Memory;
using TrailWatch.Tuning;

namespace TrailWatch.Evaluation;

/// <summary>
/// The detections at work on one batch, each alone: one that throws is counted, logged and named in the answer, and the
/// others go on (law 7).
/// </summary>
public sealed class DetectionRun
{
    private readonly DetectionFailures _failures;
    private readonly DirectorySize _directory;
    private readonly List<TunedDetection> _able = [];
    private readonly SortedSet<string> _failed = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _skipped = new(StringComparer.Ordinal);
    private readonly TunedDetection? _apiSpike;

    public DetectionRun(DetectionSet set, DirectorySize directory, DetectionFailures failures)
    {
        _failures = failures;
        _directory = directory;
        _apiSpike = set.Of(Activity.CountedFor);
        foreach (var tuned in set.Enabled)
        {
            string? reason = null;
            if (Alone(tuned.Detection, () => reason = tuned.Detection.CannotJudge(directory)))
            {
                if (reason is null)
                {
                    _able.Add(tuned);
                }
                else
                {
                    _skipped.Add(tuned.Id);
                }
            }
        }
    }

    public IReadOnlyCollection<string> Failed => _failed;

    /// <summary>Detections that can judge nothing now.</summary>
    public IReadOnlyCollection<string> Skipped => _skipped;

    /// <summary>What the events of these actors mean to each detection.</summary>
    public BatchQuestion Ask(IReadOnlyCollection<IReadOnlyList<Sighting>> actors)
    {
        var question = new BatchQuestion();
        foreach (var sightings in actors)
        {
            question.Of(sightings[0]).Sightings.AddRange(sightings);
            foreach (var sighting in sightings)
            {
                Activity.Ask(sighting, question, isCounted: _apiSpike?.Hides(sighting) != true);
                foreach (var tuned in _able)
                {
                    Alone(tuned.Detection, () => Ask(tuned, sighting, question));
                }
            }
        }

        return question;
    }

    public List<(IDetection By, Suspicion Suspicion)> Judge(IReadOnlyList<SubjectAnswer> answers)
    {
        var all = new List<(IDetection, Suspicion)>();
        foreach (var answer in answers)
        {
            foreach (var tuned in _able)
            {
                Alone(tuned.Detection, () => all.AddRange(tuned.Detection.Judge(answer, _directory).ToList().Select(s => (tuned.Detection, s))));
            }
        }

        return all;
    }

    /// <summary>Runs a step of one detection; says whether it went well.</summary>
    public bool Alone(IDetection detection, Action step)
    {
        try
        {
            step();
            return true;
        }
        catch (Exception e)
        {
            _failed.Add(detection.Info.Id);
            _failures.Report(detection, e);
            return false;
        }
    }

    private static void Ask(TunedDetection tuned, Sighting sighting, BatchQuestion question)
    {
        tuned.Detection.AskAlways(sighting, question);
        if (!tuned.Hides(sighting))
        {
            tuned.Detection.Ask(sighting, question);
        }
    }
}
