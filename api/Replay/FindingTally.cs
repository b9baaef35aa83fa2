using System.Text.Json.Serialization;
using TrailWatch.Findings;

namespace TrailWatch.Replay;

/// <summary>The distinct findings that the replay made or revised.</summary>
internal sealed class FindingTally
{
    private const int MostListed = 10;

    /// <summary>By detection.</summary>
    public SortedDictionary<string, DetectionTally> ByDetection { get; set; } = [];

    /// <summary>The gravest ten, gravest first.</summary>
    public List<ListedFinding> Gravest { get; set; } = [];

    [JsonIgnore]
    public int Count => ByDetection.Values.Sum(d => d.Ids.Count);

    public void Add(IReadOnlyList<Finding> findings)
    {
        foreach (var finding in findings)
        {
            if (!ByDetection.TryGetValue(finding.Detection, out var tally))
            {
                ByDetection[finding.Detection] = tally = new DetectionTally();
            }

            tally.Ids.Add(finding.Id);
            tally.Severity = (Severity)Math.Max((int)tally.Severity, (int)finding.Severity);
        }

        if (findings.Count > 0)
        {
            Gravest = [.. findings.Select(ListedFinding.Of).Concat(Gravest)
                .DistinctBy(f => f.Id)
                .OrderByDescending(f => f.Severity).ThenByDescending(f => f.RiskScore).ThenBy(f => f.FirstTime).ThenBy(f => f.Id, StringComparer.Ordinal)
                .Take(MostListed)];
        }
    }
}

internal sealed class DetectionTally
{
    /// <summary>The highest that was met.</summary>
    public Severity Severity { get; set; }

    public HashSet<string> Ids { get; set; } = [];
}

/// <summary>What a list shows of a finding.</summary>
internal sealed record ListedFinding(string Id, Severity Severity, int RiskScore, string Detection, string Actor, DateTime FirstTime, string Why)
{
    public static ListedFinding Of(Finding finding) => new(
        finding.Id, finding.Severity, finding.RiskScore, finding.Detection, finding.Actor.Key, finding.FirstTime, finding.Why);
}
