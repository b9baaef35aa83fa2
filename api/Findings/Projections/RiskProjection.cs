using System.Net;
using System.Text.Json.Nodes;

namespace TrailWatch.Findings.Projections;

/// <summary>
/// Risk events for Splunk Enterprise Security's risk-based alerting: one for each risk object, since ES adds up scores by object. The
/// objects are the actor (user) and the AWS account that it belongs to (other).
/// </summary>
public sealed class RiskProjection : IFindingProjection
{
    private const string Story = "AWS User Monitoring";

    public string Format => "rba";

    public string Sourcetype => "trailwatch:risk";

    public IEnumerable<ProjectedEvent> Project(Finding finding, Emission? emission = null)
    {
        yield return Risk(finding, finding.Actor.Key, "user", emission);
        if (finding.Actor.AccountId.Length > 0)
        {
            yield return Risk(finding, finding.Actor.AccountId, "other", emission);
        }
    }

    private static ProjectedEvent Risk(Finding finding, string riskObject, string type, Emission? emission)
    {
        var techniques = finding.Mitre.Select(Technique.Of).OfType<Technique>().ToList();
        var search = $"{finding.Title} - Rule";
        var e = new JsonObject
        {
            ["search_name"] = search,
            ["risk_object"] = riskObject,
            ["risk_object_type"] = type,
            ["risk_score"] = finding.RiskScore,
            ["risk_message"] = finding.Why,
            ["orig_sid"] = finding.Id,
            ["threat_object"] = Values.Array(finding.Sources),
            ["threat_object_type"] = Values.Array(finding.Sources.Select(s => IPAddress.TryParse(s, out _) ? "ip_address" : "domain")),
            ["annotations.mitre_attack"] = Values.Array(finding.Mitre),
            ["annotations.mitre_attack.mitre_tactic"] = Values.Array(techniques.Select(t => t.Tactic).Distinct()),
            ["annotations.mitre_attack.mitre_technique"] = Values.Array(techniques.Select(t => t.SubName ?? t.Name).Distinct()),
            ["analyticstories"] = Story,
            ["finding_id"] = finding.Id,
            ["revision"] = finding.Revision,
            ["severity"] = Name(finding.Severity),
        };
        Values.Mark(e, emission);
        return new(Values.Ms(finding.LastTime), search, e);
    }

    private static string Name(Severity severity) => severity.ToString().ToLowerInvariant();
}
