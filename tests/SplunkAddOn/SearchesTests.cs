using System.Text.Json.Nodes;
using System.Xml.Linq;
using TrailWatch.Tests.Evaluation;
using TrailWatch.Tests.Stores;
using TrailWatch.Tuning;
using Xunit;

namespace TrailWatch.Tests.SplunkAddOn;

/// <summary>The add-on's searches ask for what findings have.</summary>
public sealed class SearchesTests(GarnetFixture garnet) : IClassFixture<GarnetFixture>
{
    /// <summary>What Splunk itself gives to each event.</summary>
    private static readonly string[] Given = ["_time", "_index_earliest", "_index_latest", "index", "sourcetype"];

    [Fact]
    public async Task Every_field_that_a_search_uses_is_one_that_findings_have()
    {
        var findings = await SampleFindings.AllAsync(garnet);
        var known = Given.Concat(new[] { "native", "ocsf" }.SelectMany(format => findings.InSplunk(format, AddOn.Conf("props.conf"))).SelectMany(e => e.Names)).ToHashSet();
        var view = XElement.Parse(AddOn.View("trailwatch_findings"));
        var whole = AddOn.Conf("savedsearches.conf").Stanzas.Values.Select(s => s["search"])
            .Concat(view.Descendants("search").Where(s => s.Attribute("base") is null).Select(s => s.Element("query")!.Value)).Select(AddOn.Expanded).ToList();
        Assert.Equal(5, whole.Count);
        Assert.All(whole, search => Assert.Empty(SearchFields.Unknown(search, known)));
    }

    [Fact]
    public void A_panel_uses_only_the_fields_that_the_search_under_it_leaves()
    {
        var searches = XElement.Parse(AddOn.View("trailwatch_findings")).Descendants("search").ToLookup(s => (string?)s.Attribute("id") == "findings");
        var left = SearchFields.Left(Assert.Single(searches[true]).Element("query")!.Value);
        Assert.Contains("drilldown", left);
        var panels = searches[false].Where(s => s.Attribute("base") is not null).Select(s => s.Element("query")!.Value).ToList();
        Assert.Equal(4, panels.Count);
        Assert.All(panels, search => Assert.Empty(SearchFields.Unknown(search, left)));
    }

    [Theory]
    [InlineData("user=a | table user", "")]
    [InlineData("user=a | table user, slip", "slip")]
    [InlineData("usr=a (user=\"slip\" OR user=slip)", "usr")]
    [InlineData("user=* | stats sum(slip) AS total by user", "slip")]
    [InlineData("user=* | where slip > 1 AND user > \"slip\"", "slip")]
    [InlineData("user=* | eval a=case(user=1, slip, true(), user), b=user | table a b", "slip")]
    [InlineData("user=* | eval a_{user}=user | fields a_*", "")]
    [InlineData("user=* | eval a_{slip}=user", "slip")]
    [InlineData("user=* | table total | stats count AS total", "total")]
    [InlineData("user=* | tabel user", "tabel")]
    [InlineData("user=* | stats summ(user)", "summ")]
    [InlineData("user=$slip|s$ | search user=$slip$", "")]
    public void A_slip_of_the_pen_is_seen_wherever_it_stands(string search, string unknown) =>
        Assert.Equal(unknown, string.Join(' ', SearchFields.Unknown(search, ["user"])));

    [Fact]
    public async Task The_rule_adds_to_the_actor_and_its_account_the_score_of_every_detection()
    {
        var rule = AddOn.Conf("savedsearches.conf").Stanzas.Values.Single(s => s.ContainsKey("action.risk"));
        var scores = JsonNode.Parse(rule["action.risk.param._risk"])!.AsArray()
            .Where(r => r!["risk_object_field"] is not null)
            .Select(r => ((string)r!["risk_object_field"]!, (string)r["risk_object_type"]!, r["risk_score"]!.ToString())).ToList();
        var band = rule["search"].Split("eval band=")[1].Split('\n')[0].Trim();
        await using var house = new House(new TestStore(garnet.Database));
        var detections = house.Detections.Kinds.Select(kind => kind.Make(DetectionTuning.None).Detection.Info.RiskScore).Distinct().ToList();
        Assert.NotEmpty(detections);
        Assert.All(detections, score => Assert.Equal([$"{score}"], Band(score)));
        Assert.All(Enumerable.Range(0, 101), score =>
        {
            var found = Assert.Single(Band(score));
            Assert.Contains(($"actor_{found}", "user", found), scores);
            Assert.Contains(($"account_{found}", "other", found), scores);
        });

        string[] Band(int score) => EvalExpression.Run(band, name => name == "risk_score" ? [$"{score}"] : []);
    }
}
