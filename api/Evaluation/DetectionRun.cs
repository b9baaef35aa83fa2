using TrailWatch.Detections;
using TrailWatch.Memory;

namespace TrailWatch.Evaluation;

/// <summary>
/// The detections at work on one batch, each alone: one that throws is counted, logged and named in the answer, and the
/// others go on (law 7).
/// </summary>
public sealed class DetectionRun(DetectionCatalogue catalogue, DirectorySize directory)
{
    private readonly List<IDetection> _able = [.. catalogue.Enabled.Where(d => d.CannotJudge(directory) is null)];
    private readonly SortedSet<string> _failed = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Failed => _failed;

    /// <summary>Detections that can judge nothing now, with the reason.</summary>
    public IReadOnlyDictionary<string, string> Skipped { get; } = catalogue.Enabled
        .Select(d => (d.Info.Id, Reason: d.CannotJudge(directory)))
        .Where(d => d.Reason is not null)
        .ToDictionary(d => d.Id, d => d.Reason!, StringComparer.Ordinal);

    /// <summary>What the events of these actors mean to each detection.</summary>
    public BatchQuestion Ask(IReadOnlyCollection<IReadOnlyList<Sighting>> actors)
    {
        var question = new BatchQuestion();
        foreach (var sightings in actors)
        {
            question.Of(sightings[0]).Sightings.AddRange(sightings);
            foreach (var sighting in sightings)
            {
                Activity.Ask(sighting, question);
                foreach (var detection in _able)
                {
                    Alone(detection, () => detection.Ask(sighting, question));
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
            foreach (var detection in _able)
            {
                Alone(detection, () => all.AddRange(detection.Judge(answer, directory).ToList().Select(s => (detection, s))));
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
            catalogue.Report(detection, e);
            return false;
        }
    }
}
