using System.Text.Json;
using System.Text.Json.Nodes;

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
        // What searches filter by stands first: Splunk reads fields only from the first 10,240 characters of an event.
        var e = new JsonObject
        {
            ["finding_id"] = finding.Id,
            ["type"] = "alert",
            ["app"] = "TrailWatch",
            ["signature_id"] = finding.Detection,
            ["signature"] = finding.Title,
            ["description"] = finding.Why,
            ["severity"] = null,
            ["severity_id"] = SeverityIds.Of(finding.Severity),
            ["user"] = finding.Actor.UserName.Length > 0 ? finding.Actor.UserName : finding.Actor.Key,
            ["mitre_technique_id"] = Values.Array(finding.Mitre),
            ["vendor_account"] = finding.Actor.AccountId,
            ["disposition"] = null,
            ["drilldown"] = null,
        };
        Values.Mark(e, emission);
        var whole = JsonSerializer.SerializeToNode(finding, FindingsJsonContext.Default.Finding)!.AsObject();
        foreach (var (name, value) in whole.ToList())
        {
            whole.Remove(name);
            e[name] = value;
        }

        e["src"] = Values.Array(finding.Sources);
        e["dest"] = Values.Array(finding.Accounts);
        e["vendor_region"] = Values.Array(finding.Regions);
        yield return new(Values.Ms(finding.LastTime), $"trailwatch:{finding.Detection}", e);
    }
}
