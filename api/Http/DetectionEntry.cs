using System.Text.Json;
using System.Text.Json.Serialization;
using TrailWatch.Detections;
using TrailWatch.Findings;
using TrailWatch.Tuning;

namespace TrailWatch.Http;

/// <summary>The catalogue.</summary>
/// <param name="Items">By id.</param>
public sealed record DetectionList(IReadOnlyList<DetectionEntry> Items);

/// <summary>A detection as it is set now.</summary>
/// <param name="Id">Stable, kebab-case.</param>
/// <param name="Title">The title of its findings.</param>
/// <param name="Description">What it catches.</param>
/// <param name="Source">The search or the promise that it comes from.</param>
/// <param name="Mitre">MITRE technique ids, for example T1078.004.</param>
/// <param name="Type">TTP, Anomaly or Hunting.</param>
/// <param name="Severity">Base severity.</param>
/// <param name="RiskScore">Base risk, 0 to 100.</param>
/// <param name="ThrottleHours">For how long Splunk is told of one actor only once.</param>
/// <param name="Enabled">Whether it is at work.</param>
/// <param name="Profile">hardened or escu-2018.</param>
/// <param name="CannotJudge">Why it can judge nothing now; null where it can.</param>
/// <param name="Thresholds">Its options.</param>
/// <param name="Exclusions">Events that it does not see.</param>
/// <param name="Version">Counts the changes by PATCH; 0 is as configured.</param>
public sealed record DetectionEntry(
    string Id, string Title, string Description, string Source, IReadOnlyList<string> Mitre, string Type, Severity Severity, int RiskScore,
    double ThrottleHours, bool Enabled, string Profile, string? CannotJudge, IReadOnlyList<ThresholdEntry> Thresholds,
    IReadOnlyList<Exclusion> Exclusions, int Version)
{
    /// <summary>What it was set to and is, newest first; only where one detection is asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<DetectionTuning>? History { get; init; }

    internal static DetectionEntry Of(TunedDetection tuned, DirectorySize directory)
    {
        var (d, info) = (tuned.Detection, tuned.Detection.Info);
        return new(
            info.Id, info.Title, info.Description, info.Source, info.Mitre, info.Type, info.Severity, info.RiskScore,
            info.Throttle.TotalHours, d.Enabled, d.Profile, d.CannotJudge(directory),
            [.. tuned.Values.Select(v => new ThresholdEntry(
                v.Option.Name, v.Option.Type, v.Value, v.Option.Default, v.Option.Minimum, v.Option.Maximum, v.Option.Meaning))],
            tuned.Tuning.Exclusions, tuned.Tuning.Version);
    }
}

/// <summary>An option of a detection.</summary>
/// <param name="Name">As PATCH takes it.</param>
/// <param name="Type">boolean, integer or number.</param>
/// <param name="Value">What holds now.</param>
/// <param name="Default">What holds where nothing is set.</param>
/// <param name="Minimum">The least that is taken; null for a boolean.</param>
/// <param name="Maximum">The greatest that is taken; null for a boolean.</param>
/// <param name="Meaning">What it does, and why the default is what it is.</param>
public sealed record ThresholdEntry(
    string Name, string Type, JsonElement Value, JsonElement Default, double? Minimum, double? Maximum, string Meaning);
