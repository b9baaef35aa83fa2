using TrailWatch.Findings;

namespace TrailWatch.Detections;

/// <summary>What a detection is, whatever its settings.</summary>
/// <param name="Id">Kebab-case, never changes; the room's folder and class are the same in PascalCase.</param>
/// <param name="Title">A finding's title.</param>
/// <param name="Source">The search or the promise that it comes from.</param>
/// <param name="Mitre">ATT&amp;CK technique ids.</param>
/// <param name="Type">TTP, Anomaly or Hunting, as Splunk sorts them.</param>
/// <param name="RiskScore">Base risk, 0 to 100.</param>
/// <param name="Severity">Base severity.</param>
/// <param name="Throttle">For how long Splunk is told of one actor only once; zero for never sparing it.</param>
/// <param name="Description">What it catches, in a sentence.</param>
public sealed record DetectionInfo(
    string Id, string Title, string Source, IReadOnlyList<string> Mitre, string Type, int RiskScore, Severity Severity, TimeSpan Throttle, string Description);
