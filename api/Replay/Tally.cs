using TrailWatch.CloudTrail;
using TrailWatch.Evaluation;

namespace TrailWatch.Replay;

/// <summary>What has become of the records so far. records = evaluated + duplicates + skipped + late + rejected.</summary>
internal sealed class Tally
{
    private const int MostPlaces = 10;

    public long Records { get; set; }

    public long Evaluated { get; set; }

    public long Duplicates { get; set; }

    public long Late { get; set; }

    /// <summary>By reason.</summary>
    public SortedDictionary<string, long> Skipped { get; set; } = [];

    /// <summary>By code.</summary>
    public SortedDictionary<string, long> Rejected { get; set; } = [];

    /// <summary>The first that were rejected.</summary>
    public List<RejectedPlace> RejectedPlaces { get; set; } = [];

    public FindingTally Findings { get; set; } = new();

    /// <summary>Detections that threw: findings of theirs may be missing.</summary>
    public SortedSet<string> FailedDetections { get; set; } = [];

    /// <summary>Detections that could judge nothing.</summary>
    public SortedSet<string> SkippedDetections { get; set; } = [];

    /// <summary>Unix milliseconds; null before the first event.</summary>
    public long? Earliest { get; set; }

    public long? Latest { get; set; }

    /// <param name="answer">Null where the batch had nothing to send.</param>
    public void Add(ReplayBatch batch, EvaluationResult? answer, IReadOnlyList<LogFile> files)
    {
        Records += batch.Unreadable.Count;
        foreach (var (origin, why) in batch.Unreadable)
        {
            Reject(files[origin.File].Path, origin.Index, why);
        }

        if (answer is null)
        {
            return;
        }

        Records += answer.Received;
        Evaluated += answer.Evaluated;
        Duplicates += answer.Duplicates;
        Late += answer.Late;
        foreach (var (reason, count) in answer.SkippedReasons)
        {
            Skipped[reason] = Skipped.GetValueOrDefault(reason) + count;
        }

        foreach (var rejection in answer.Rejected)
        {
            var origin = batch.Origins[Math.Min(rejection.Index, batch.Origins.Count - 1)];
            Reject(files[origin.File].Path, origin.Index, rejection);
        }

        Earliest ??= batch.Span?.Earliest;
        Latest = batch.Span?.Latest ?? Latest;
        Findings.Add(answer.Findings);
        FailedDetections.UnionWith(answer.FailedDetections);
        SkippedDetections.UnionWith(answer.SkippedDetections);
    }

    private void Reject(string file, int index, Rejection why)
    {
        Rejected[why.Code] = Rejected.GetValueOrDefault(why.Code) + 1;
        if (RejectedPlaces.Count < MostPlaces)
        {
            RejectedPlaces.Add(new RejectedPlace(file, index + 1, why.Detail));
        }
    }
}

/// <param name="Record">Counted from 1 within the file.</param>
/// <param name="Detail">What would be right, in a sentence.</param>
internal sealed record RejectedPlace(string File, int Record, string Detail);
