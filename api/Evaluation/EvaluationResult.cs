using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using TrailWatch.CloudTrail;
using TrailWatch.Findings;

namespace TrailWatch.Evaluation;

/// <summary>
/// What became of every record of a request: received = evaluated + duplicates + skipped + late + rejected.
/// </summary>
public sealed record EvaluationResult
{
    /// <summary>Records met in the body.</summary>
    public required long Received { get; init; }

    /// <summary>Events that were new.</summary>
    public required long Evaluated { get; init; }

    /// <summary>Events that were known already; they are judged all the same.</summary>
    public required long Duplicates { get; init; }

    /// <summary>Records that are no activity of an account.</summary>
    public required long Skipped { get; init; }

    /// <summary>Events whose hour had closed; they change no tally.</summary>
    public required long Late { get; init; }

    /// <summary>Records that could not be taken, each with its place, a code and what would be right.</summary>
    public required IReadOnlyList<Rejection> Rejected { get; init; }

    /// <summary>How many were skipped for which reason.</summary>
    public required IReadOnlyDictionary<string, int> SkippedReasons { get; init; }

    /// <summary>Detections that threw; their findings may be missing, the others' are not.</summary>
    public required IReadOnlyCollection<string> FailedDetections { get; init; }

    /// <summary>Detections that can judge nothing now; <c>GET /v1/detections</c> says why.</summary>
    public required IReadOnlyCollection<string> SkippedDetections { get; init; }

    /// <summary>The findings that this batch made, revised or repeated, each as it stands after it; newest first.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>The same findings as risk events, where <c>?format=rba</c> asks for them.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<JsonObject>? Rba { get; init; }

    /// <summary>The same findings as OCSF Detection Findings, where <c>?format=ocsf</c> asks for them.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<JsonObject>? Ocsf { get; init; }

    /// <summary>How far the findings are on their way to Splunk: queued, delivered or failed; absent where none goes there.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Delivery { get; init; }

    internal static EvaluationResult Of(
        RecordBatch batch, Sorting sorted, (long Fresh, long Late) activity, DetectionRun judges, IReadOnlyList<StoredFinding> findings)
    {
        var (fresh, late) = activity;
        var skipped = sorted.Skipped.Values.Sum();
        return new()
        {
            Received = batch.Received,
            Evaluated = fresh,
            Duplicates = batch.Received - batch.Rejected.Count - skipped - fresh - late,
            Skipped = skipped,
            Late = late,
            Rejected = batch.Rejected,
            SkippedReasons = sorted.Skipped,
            FailedDetections = judges.Failures,
            SkippedDetections = judges.Skipped,
            Findings = [.. findings.Select(f => f.Finding)
                .Reverse().DistinctBy(f => f.Id) // as it stands after the last round
                .OrderByDescending(f => f.FirstTime).ThenBy(f => f.Id, StringComparer.Ordinal)],
        };
    }
}
