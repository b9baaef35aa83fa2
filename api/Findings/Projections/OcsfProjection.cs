using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace TrailWatch.Findings.Projections;

/// <summary>A Detection Finding (class 2004) of OCSF 1.8.0 with the cloud profile; what OCSF has no place for stands under <c>unmapped</c>.</summary>
public sealed class OcsfProjection : IFindingProjection
{
    private const string Version = "1.8.0";
    private const int Class = 2004;
    private const int MostEvidences = 20;

    public string Format => "ocsf";

    public string Sourcetype => "trailwatch:ocsf";

    public IEnumerable<ProjectedEvent> Project(Finding finding, Emission? emission = null)
    {
        var activity = finding.Revision > 1 ? 2 : 1;
        var unmapped = new JsonObject
        {
            ["detection_profile"] = finding.Profile,
            ["evidence"] = finding.Evidence.DeepClone(),
            ["drilldown"] = finding.Drilldown,
            ["disposition"] = finding.Disposition,
            ["finding_id"] = finding.Id,
            ["revision"] = finding.Revision,
        };
        Values.Mark(unmapped, emission);
        var e = new JsonObject
        {
            ["class_uid"] = Class,
            ["category_uid"] = 2,
            ["activity_id"] = activity,
            ["type_uid"] = (Class * 100) + activity,
            ["time"] = Values.Ms(finding.LastTime),
            ["start_time"] = Values.Ms(finding.FirstTime),
            ["end_time"] = Values.Ms(finding.LastTime),
            ["count"] = finding.Count,
            ["severity_id"] = SeverityIds.Of(finding.Severity),
            ["severity"] = finding.Severity.ToString(),
            ["status_id"] = 1,
            ["is_alert"] = true,
            ["message"] = finding.Why,
            ["risk_score"] = finding.RiskScore,
            ["risk_level_id"] = RiskLevel(finding.RiskScore),
            ["metadata"] = new JsonObject
            {
                ["version"] = Version,
                ["profiles"] = new JsonArray("cloud"),
                ["uid"] = string.Create(CultureInfo.InvariantCulture, $"{finding.Id}:{finding.Revision}"),
                ["product"] = new JsonObject { ["name"] = "TrailWatch", ["vendor_name"] = "TrailWatch" },
            },
            ["cloud"] = CloudOf(finding),
            ["finding_info"] = Info(finding),
            ["evidences"] = Evidences(finding),
            ["resources"] = new JsonArray(new JsonObject { ["uid"] = finding.Actor.Key, ["type"] = finding.Actor.Type, ["role_id"] = 2 }),
            ["observables"] = Observables(finding),
            ["unmapped"] = unmapped,
        };
        yield return new(Values.Ms(finding.LastTime), $"trailwatch:{finding.Detection}", e);
    }

    private static JsonObject Info(Finding finding) => new()
    {
        ["uid"] = finding.Id,
        ["title"] = finding.Title,
        ["desc"] = finding.Why,
        ["analytic"] = new JsonObject { ["uid"] = finding.Detection, ["name"] = finding.Title, ["type_id"] = AnalyticType(finding.Detection) },
        ["attacks"] = new JsonArray([.. finding.Mitre.Select(Technique.Of).OfType<Technique>().Select(AttackOf)]),
        ["first_seen_time"] = Values.Ms(finding.FirstTime),
        ["last_seen_time"] = Values.Ms(finding.LastTime),
        ["related_events"] = new JsonArray([.. finding.EventIds.Select(id => new JsonObject { ["uid"] = id })]),
    };

    private static JsonObject AttackOf(Technique t)
    {
        var attack = new JsonObject
        {
            ["tactic"] = new JsonObject { ["uid"] = t.TacticId, ["name"] = t.Tactic },
            ["technique"] = new JsonObject { ["uid"] = t.MainId, ["name"] = t.Name },
        };
        if (t.SubName is { } sub)
        {
            attack["sub_technique"] = new JsonObject { ["uid"] = t.Id, ["name"] = sub };
        }

        return attack;
    }

    private static JsonObject CloudOf(Finding finding)
    {
        var cloud = new JsonObject { ["provider"] = "AWS" };
        if (finding.Actor.AccountId.Length > 0)
        {
            cloud["account"] = new JsonObject { ["uid"] = finding.Actor.AccountId };
        }

        if (finding.Regions is [var region, ..])
        {
            cloud["region"] = region;
        }

        return cloud;
    }

    private static JsonArray Evidences(Finding finding)
    {
        var who = new JsonObject
        {
            ["actor"] = new JsonObject
            {
                ["user"] = new JsonObject { ["name"] = finding.Actor.UserName, ["uid"] = finding.Actor.Arn.Length > 0 ? finding.Actor.Arn : finding.Actor.Key },
            },
        };
        if (finding.EventNames is [var operation, ..])
        {
            who["api"] = new JsonObject { ["operation"] = operation };
        }

        return new([who, .. finding.Sources.Where(IsAddress).Take(MostEvidences)
            .Select(ip => new JsonObject { ["src_endpoint"] = new JsonObject { ["ip"] = ip } })]);
    }

    /// <summary>Type ids of OCSF: 2 IP address, 4 user name, 10 resource.</summary>
    private static JsonArray Observables(Finding finding) => new(
    [
        Observable("resources[0].uid", 10, finding.Actor.Key),
        Observable("evidences[0].actor.user.name", 4, finding.Actor.UserName),
        .. finding.Sources.Where(IsAddress).Take(MostEvidences).Select((ip, i) =>
            Observable(string.Create(CultureInfo.InvariantCulture, $"evidences[{i + 1}].src_endpoint.ip"), 2, ip)),
    ]);

    private static JsonObject Observable(string name, int type, string value) => new() { ["name"] = name, ["type_id"] = type, ["value"] = value };

    // CloudTrail puts a service's name where a service calls.
    private static bool IsAddress(string source) => IPAddress.TryParse(source, out _);

    /// <summary>1 rule, 2 behavioral, 3 statistical.</summary>
    private static int AnalyticType(string detection) =>
        detection.EndsWith("-spike", StringComparison.Ordinal) ? 3 : detection is "new-api-call-from-role" or "dormant-account-reactivated" ? 2 : 1;

    /// <summary>Splunk's bands (contentctl): to 20 info, 40 low, 60 medium, 80 high, and critical.</summary>
    private static int RiskLevel(int score) => score switch { <= 20 => 0, <= 40 => 1, <= 60 => 2, <= 80 => 3, _ => 4 };
}
