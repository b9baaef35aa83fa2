using System.Text.RegularExpressions;
using System.Xml.Linq;
using TrailWatch.Findings.Projections;
using Xunit;

namespace TrailWatch.Tests.SplunkAddOn;

/// <summary>The add-on is well-formed, and what its parts say of one another is true.</summary>
public sealed partial class AddOnTests
{
    private const string Dashboard = "trailwatch_findings";

    [Fact]
    public void Every_file_has_only_settings_that_Splunk_knows() => Assert.All(AddOn.ConfPaths, path =>
    {
        var file = Path.GetFileName(path);
        Assert.Contains(file, ConfSpec.Files);
        var settings = AddOn.Conf(file).Stanzas.SelectMany(s => s.Value.Keys).ToList();
        Assert.NotEmpty(settings);
        Assert.All(settings, setting => Assert.True(ConfSpec.Knows(file, setting), $"{file} has {setting}"));
    });

    [Theory]
    [InlineData("props.conf", "KV-MODE")]
    [InlineData("props.conf", "EVAL-")]
    [InlineData("savedsearches.conf", "action.risk.param._scores")]
    [InlineData("nothing.conf", "search")]
    public void A_slip_of_the_pen_is_none_of_them(string file, string setting) => Assert.False(ConfSpec.Knows(file, setting));

    [Fact]
    public void What_is_tagged_is_an_event_type_and_an_event_type_is_a_sourcetype_that_is_sent()
    {
        var types = AddOn.Conf("eventtypes.conf").Stanzas;
        Assert.All(AddOn.Conf("tags.conf").Stanzas.Keys, tagged => Assert.Contains(tagged.Split('=')[1], types.Keys));
        Assert.Equal(
            FindingProjections.All.Select(p => $"sourcetype=\"{p.Sourcetype}\"").Order(StringComparer.Ordinal), types.Values.Select(t => t["search"]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_app_is_called_after_its_folder_in_one_version()
    {
        var app = AddOn.Conf("app.conf");
        Assert.Equal((AddOn.Name, AddOn.Name), (app["package"]["id"], app["id"]["name"]));
        Assert.Equal(app["id"]["version"], app["launcher"]["version"]);
        Assert.Matches(@"^\d+\.\d+\.\d+$", app["id"]["version"]);
    }

    [Fact]
    public void The_rule_that_needs_Enterprise_Security_is_shipped_disabled()
    {
        var searches = AddOn.Conf("savedsearches.conf").Stanzas.Values.ToLookup(s => s.ContainsKey("action.risk"));
        Assert.Equal("1", Assert.Single(searches[true])["disabled"]);
        Assert.All(searches[false], s => Assert.DoesNotContain("enableSched", s.Keys));
    }

    [Fact]
    public void Every_token_of_the_dashboard_is_set_by_an_input_or_a_click()
    {
        var view = View();
        var inputs = view.Descendants("input").Select(i => (string)i.Attribute("token")!).ToHashSet(StringComparer.Ordinal);
        var set = inputs.SelectMany<string, string>(i => [i, $"{i}.earliest", $"{i}.latest"]).ToHashSet(StringComparer.Ordinal);
        var columns = view.Descendants("query").SelectMany(q => Name().Matches(q.Value)).Select(m => $"row.{m.Value}").ToHashSet(StringComparer.Ordinal);
        var tokens = view.Descendants().Where(e => !e.HasElements).SelectMany(e => Token().Matches(e.Value)).Select(m => m.Groups[1].Value).ToList();
        Assert.NotEmpty(tokens);
        Assert.All(tokens, token => Assert.True(set.Contains(token) || columns.Contains(token) || token == "click.value", token));
        Assert.All(view.Descendants("set").Select(s => (string)s.Attribute("token")!), token => Assert.Contains(token.Replace("form.", "", StringComparison.Ordinal), inputs));
    }

    [Fact]
    public void The_dashboard_has_only_what_Simple_XML_has_and_its_searches_stand_on_one_that_is_there()
    {
        var view = View();
        Assert.Equal(("form", "1.1"), (view.Name.LocalName, (string)view.Attribute("version")!));
        string[] elements =
        [
            "form", "label", "description", "search", "query", "earliest", "latest", "fieldset", "input", "default", "choice", "fieldForLabel", "fieldForValue", "row", "panel",
            "title", "chart", "table", "option", "drilldown", "set", "link", "fields",
        ];
        Assert.All(view.DescendantsAndSelf(), e => Assert.Contains(e.Name.LocalName, elements));
        var ids = view.Descendants("search").Select(s => (string?)s.Attribute("id")).OfType<string>().ToList();
        Assert.All(view.Descendants("search").Select(s => (string?)s.Attribute("base")).OfType<string>(), b => Assert.Contains(b, ids));
        Assert.Equal(Dashboard, (string)XElement.Load(Path.Combine(AddOn.Root, "default", "data", "ui", "nav", "default.xml")).Elements("view").First().Attribute("name")!);
    }

    private static XElement View() => XElement.Parse(AddOn.View(Dashboard));

    [GeneratedRegex(@"[A-Za-z_][\w.]*\*?")]
    private static partial Regex Name();

    [GeneratedRegex(@"\$([\w.]+)(?:\|\w)?\$")]
    private static partial Regex Token();
}
