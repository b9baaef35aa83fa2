using System.Text.Json.Nodes;

namespace TrailWatch.Findings;

/// <summary>
/// What a detection found in one window, with the proof. Its content is a function of the events alone: more events of the
/// window revise it, and any order of the same events ends in the same finding. Lists are sorted and cut (100 names, 50 of
/// the others, 20 event ids) with the full count beside them.
/// </summary>
public sealed record Finding
{
    /// <summary>From detection, actor and window; the same whenever and wherever it is found.</summary>
    public required string Id { get; init; }

    /// <summary>Counts up each time that the content changes.</summary>
    public int Revision { get; init; }

    /// <summary>The detection's id.</summary>
    public required string Detection { get; init; }

    /// <summary><c>hardened</c> or <c>escu-2018</c>.</summary>
    public required string Profile { get; init; }

    public required string Title { get; init; }

    /// <summary>One sentence with the numbers in it.</summary>
    public required string Why { get; init; }

    public required Severity Severity { get; init; }

    /// <summary>0 to 100.</summary>
    public required int RiskScore { get; init; }

    public required FindingActor Actor { get; init; }

    public required FindingWindow Window { get; init; }

    /// <summary>The first matching event's time.</summary>
    public required DateTime FirstTime { get; init; }

    /// <summary>The latest matching event's time.</summary>
    public required DateTime LastTime { get; init; }

    /// <summary>Distinct matching events in the window.</summary>
    public required long Count { get; init; }

    public required IReadOnlyList<string> EventNames { get; init; }

    public required int EventNamesTotal { get; init; }

    /// <summary>Source IP addresses.</summary>
    public required IReadOnlyList<string> Sources { get; init; }

    public required int SourcesTotal { get; init; }

    public required IReadOnlyList<string> UserAgents { get; init; }

    public required int UserAgentsTotal { get; init; }

    public required IReadOnlyList<string> Regions { get; init; }

    public required int RegionsTotal { get; init; }

    /// <summary>Accounts that the events happened in.</summary>
    public required IReadOnlyList<string> Accounts { get; init; }

    public required int AccountsTotal { get; init; }

    /// <summary>The first 20 matching events by time.</summary>
    public required IReadOnlyList<string> EventIds { get; init; }

    /// <summary>The detection's own proof; its README names the fields.</summary>
    public required JsonObject Evidence { get; init; }

    /// <summary>MITRE technique ids, for example <c>T1078.004</c>.</summary>
    public required IReadOnlyList<string> Mitre { get; init; }

    /// <summary>An SPL search that shows the events in Splunk.</summary>
    public required string Drilldown { get; init; }

    /// <summary>Whether Splunk is spared this revision, since it has lately been told of the same actor and detection.</summary>
    public bool Throttled { get; init; }

    /// <summary>What an analyst said: <c>undecided</c>, <c>benign</c> or <c>malicious</c>.</summary>
    public string Disposition { get; init; } = Findings.Disposition.Undecided;
}
