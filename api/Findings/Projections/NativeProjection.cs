using System.Text.Json;

namespace TrailWatch.Findings.Projections;

/// <summary>
/// The finding as TrailWatch answers it, and beside it the fields that the data model <i>Alerts</i> of Splunk's Common Information
/// Model wants, so that a search over that model finds it without a calculated field.
/// </summary>
public sealed class NativeProjection : IFindingProjection
{
    public string Format => "native";

    public string Sourcetype => "trailwatch:finding";

    public IEnumerable<ProjectedEvent> Project(Finding finding, Emission? emission = null)
    {
        var e = JsonSerializer.SerializeToNode(finding, FindingsJsonContext.Default.Finding)!.AsObject();
        e["finding_id"] = finding.Id;
        e["type"] = "alert";
        e["app"] = "TrailWatch";
        e["signature_id"] = finding.Detection;
        e["signature"] = finding.Title;
        e["description"] = finding.Why;
        e["severity_id"] = SeverityIds.Of(finding.Severity);
        e["user"] = finding.Actor.UserName.Length > 0 ? finding.Actor.UserName : finding.Actor.Key;
        e["src"] = Values.Array(finding.Sources);
        e["dest"] = Values.Array(finding.Accounts);
        e["mitre_technique_id"] = Values.Array(finding.Mitre);
        e["vendor_account"] = finding.Actor.AccountId;
        e["vendor_region"] = Values.Array(finding.Regions);
        Values.Mark(e, emission);
        yield return new(Values.Ms(finding.LastTime), $"trailwatch:{finding.Detection}", e);
    }
}
