namespace TrailWatch.Findings.Projections;

/// <summary>A technique of MITRE ATT&amp;CK, as attack.mitre.org names it.</summary>
/// <param name="Id">For example <c>T1078.004</c>.</param>
/// <param name="Name">Of the technique; of a sub-technique, the name of what it belongs to.</param>
/// <param name="SubName">Of the sub-technique; null where it is none.</param>
/// <param name="TacticId">For example <c>TA0001</c>.</param>
/// <param name="Tactic">The tactic for which it is used here.</param>
public sealed record Technique(string Id, string Name, string? SubName, string TacticId, string Tactic)
{
    private static readonly Technique[] Known =
    [
        new("T1078.004", "Valid Accounts", "Cloud Accounts", "TA0001", "Initial Access"),
        new("T1526", "Cloud Service Discovery", null, "TA0007", "Discovery"),
        new("T1562.007", "Impair Defenses", "Disable or Modify Cloud Firewall", "TA0005", "Defense Evasion"),
    ];

    /// <summary>The id without that of the sub-technique.</summary>
    public string MainId => Id.Split('.')[0];

    /// <summary>Null for an id that no detection uses.</summary>
    public static Technique? Of(string id) => Array.Find(Known, t => t.Id == id);
}
