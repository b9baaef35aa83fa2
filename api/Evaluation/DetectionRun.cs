using TrailWatch.Detections;
using TrailWatch.Memory;
using TrailWatch.Memory.Asking;
using TrailWatch.Memory.Windows;
using TrailWatch.Tuning;

namespace TrailWatch.Evaluation;

/// <summary>A window that looks wrong to a detection, and what its events were when the memory was asked.</summary>
public sealed record SuspectWindow(IDetection By, Suspicion Suspicion, WindowRecord Window);

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

    /// <param name="set">The detections as they are set.</param>
    /// <param name="directory">How large the directory is.</param>
    /// <param name="latenessMs">How far past an hour's end the newest event must lie before the hour is folded.</param>
    /// <param name="failures">Hears of those that throw.</param>
    public DetectionRun(DetectionSet set, DirectorySize directory, long latenessMs, DetectionFailures failures)
    {
        _failures = failures;
        _directory = directory;
        _apiSpike = set.Of(Activity.CountedFor);
        var memory = new MemoryDraft();
        foreach (var tuned in set.Enabled)
        {
            try
            {
                if (tuned.Detection.CannotJudge(directory) is null)
                {
                    tuned.Detection.Prepare(memory);
                    _able.Add(tuned);
                }
                else
                {
                    _skipped.Add(tuned.Id);
                }
            }
            catch (Exception e)
            {
                Failed(tuned.Detection, e);
            }
        }

        Memory = memory.Settings(latenessMs);
    }

    /// <summary>How the memory shall learn from the batch.</summary>
    public MemorySettings Memory { get; }

    public IReadOnlyCollection<string> Failures => _failed;

    /// <summary>Detections that can judge nothing now.</summary>
    public IReadOnlyCollection<string> Skipped => _skipped;

    /// <summary>What these events, in order of time, mean to each detection.</summary>
    public BatchQuestion Ask(IEnumerable<Sighting> sightings)
    {
        var question = new BatchQuestion();
        foreach (var sighting in sightings)
        {
            if (!question.TryAdd(sighting))
            {
                continue;
            }

            Activity.Count(sighting, isCounted: _apiSpike?.Hides(sighting) != true);
            foreach (var tuned in _able)
            {
                try
                {
                    if (!tuned.Hides(sighting))
                    {
                        tuned.Detection.Ask(sighting, question);
                    }
                }
                catch (Exception e)
                {
                    Failed(tuned.Detection, e);
                }
            }
        }

        return question;
    }

    /// <summary>The windows of one subject that look wrong, with what is remembered of them.</summary>
    public void Judge(SubjectAnswer answer, List<SuspectWindow> suspects)
    {
        foreach (var tuned in _able)
        {
            var before = suspects.Count;
            try
            {
                foreach (var suspicion in tuned.Detection.Judge(answer, _directory))
                {
                    suspects.Add(new(tuned.Detection, suspicion, answer.Read(suspicion.Trace)));
                }
            }
            catch (Exception e)
            {
                suspects.RemoveRange(before, suspects.Count - before);
                Failed(tuned.Detection, e);
            }
        }
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
            Failed(detection, e);
            return false;
        }
    }

    private void Failed(IDetection detection, Exception e)
    {
        _failed.Add(detection.Info.Id);
        _failures.Report(detection, e);
    }
}
