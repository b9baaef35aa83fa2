using System.Text.Json.Nodes;
using TrailWatch.Findings.Projections;
using TrailWatch.Splunk.Hec;
using TrailWatch.Tests.Stores;
using Xunit;

namespace TrailWatch.Tests.SplunkAddOn;

/// <summary>What the data models of Splunk ask for is there under its name once the add-on has read an event.</summary>
public sealed class FieldsTests(GarnetFixture garnet) : IClassFixture<GarnetFixture>
{
    private static readonly string[] Alerts = ["app", "description", "dest", "id", "signature", "signature_id", "severity", "src", "type", "user", "severity_id", "mitre_technique_id"];

    private static readonly string[] Severities = ["informational", "low", "medium", "high", "critical", "unknown"];

    private static ConfFile Props { get; } = AddOn.Conf("props.conf");

    [Theory, InlineData("native"), InlineData("ocsf")]
    public async Task A_finding_has_every_field_of_CIM_Alerts(string format)
    {
        var events = (await SampleFindings.AllAsync(garnet)).InSplunk(format, Props).ToList();
        Assert.NotEmpty(events);
        Assert.All(events, e =>
        {
            Assert.All(Alerts, name => Assert.True(e[name].Length > 0 && e[name].All(v => v.Length > 0), name));
            Assert.All(Alerts.Except(["src", "dest", "mitre_technique_id"]), name => Assert.Single(e[name]));
            Assert.Equal("alert", e["type"][0]);
            Assert.Equal("TrailWatch", e["app"][0]);
            Assert.Contains(e["severity"][0], Severities);
            Assert.Equal(e["finding_id"], e["id"]);
            Assert.NotEmpty(e["drilldown"]);
        });
        Assert.Contains(events, e => e["src"].Length > 1);
        Assert.Contains(events, e => e["vendor_account"].Length > 0 && e["vendor_region"].Length > 0);
        Assert.Contains(events, e => e["resent"] is ["true"] && e["delivery_attempt"] is ["2"]);
    }

    [Fact]
    public async Task Both_formats_of_a_finding_say_the_same()
    {
        var findings = await SampleFindings.AllAsync(garnet);
        string[] same = ["finding_id", "id", "app", "type", "signature", "signature_id", "severity", "severity_id", "user", "actor_key", "description", "risk_score", "revision", "drilldown", "disposition"];
        Assert.All(findings.InSplunk("native", Props).Zip(findings.InSplunk("ocsf", Props)), pair =>
            Assert.All(same, name => Assert.Equal(pair.First[name], pair.Second[name])));
    }

    [Fact]
    public async Task A_risk_event_has_the_fields_that_Enterprise_Security_reads() => Assert.All(
        (await SampleFindings.AllAsync(garnet)).InSplunk("rba", Props), e => Assert.All(
            [
                "risk_object", "risk_object_type", "risk_score", "risk_message", "search_name", "threat_object", "threat_object_type", "annotations.mitre_attack",
                "annotations.mitre_attack.mitre_tactic", "annotations.mitre_attack.mitre_technique", "analyticstories",
            ],
            name => Assert.NotEmpty(e[name])));

    [Fact]
    public async Task A_finding_that_lacks_almost_everything_still_has_the_required_fields()
    {
        var bare = (await SampleFindings.AllAsync(garnet))[0];
        bare = bare with { Sources = [], Accounts = [], Regions = [], Actor = bare.Actor with { UserName = "", AccountId = "" } };
        Assert.All(
            new[] { bare }.InSplunk("native", Props).Concat(new[] { bare }.InSplunk("ocsf", Props)),
            e => Assert.Equal(["unknown", "unknown", bare.Actor.Key], e["src"].Concat(e["dest"]).Concat(e["user"])));
    }

    [Fact]
    public void There_is_a_stanza_for_each_sourcetype_and_no_other() =>
        Assert.Equal(FindingProjections.All.Select(p => p.Sourcetype).Order(), Props.Stanzas.Keys.Order());

    [Fact]
    public async Task An_alias_stands_for_a_field_that_events_have()
    {
        var findings = await SampleFindings.AllAsync(garnet);
        foreach (var projection in FindingProjections.All)
        {
            var known = findings.InSplunk(projection.Format, Props).SelectMany(e => e.Extracted).ToHashSet();
            var aliases = Props[projection.Sourcetype].Where(s => s.Key.StartsWith("FIELDALIAS-", StringComparison.Ordinal)).SelectMany(s => SearchTimeFields.Aliases(s.Value)).ToList();
            Assert.All(aliases, alias => Assert.Contains(alias.From, known));
            Assert.All(aliases, alias => Assert.DoesNotContain(alias.To, known));
        }
    }

    [Fact]
    public void The_largest_event_that_is_sent_is_not_cut() => Assert.All(
        Props.Stanzas.Values, s => Assert.Equal($"{HecBatchOptions.HardMaxBytes}", s["TRUNCATE"]));

    [Fact]
    public void An_array_has_no_field_of_its_plain_name_without_the_add_on()
    {
        var fields = new SearchTimeFields("s", new JsonObject { ["a"] = new JsonArray("x", "y"), ["b"] = new JsonArray(new JsonObject { ["c"] = 1 }) }, ConfFile.Parse("[s]"));
        Assert.Equal(["a{}", "b{}.c"], fields.Names);
        Assert.Equal(["x", "y"], fields["a{}"]);
    }
}
