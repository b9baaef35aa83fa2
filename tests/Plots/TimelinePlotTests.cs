using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using OxyPlot;
using TrailWatch.Memory.History;
using TrailWatch.Memory.Tally;
using TrailWatch.Plots;
using Xunit;

namespace TrailWatch.Tests.Plots;

public sealed class TimelinePlotTests
{
    private const string Alice = "alice (111122223333)";
    private const int LegendSymbol = 1;
    private const long To = 492_000;
    private static readonly SpikeSettings Settings = new("a-", true, 20, 15, 3);

    public static TheoryData<string> Themes => ["light", "dark"];

    [Theory, MemberData(nameof(Themes))]
    public void Every_hour_is_a_bar_and_every_spike_has_a_triangle(string name)
    {
        var theme = Theme(name);
        var svg = Draw(Usual(600, spikes: [100, 300, 301]), theme);
        Assert.Equal(597 + LegendSymbol, Shapes(svg, "rect", theme.Hour));
        Assert.Equal(3, Shapes(svg, "rect", theme.Spike));
        Assert.Equal(3 + LegendSymbol, Shapes(svg, "polygon", theme.Spike));
        Assert.Equal(["Active hour", "Mean", "Threshold", "Spike"], Legend(svg));
        Assert.Contains(Texts(svg), t => t.StartsWith("3 spikes in 30 days", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_not_there_is_not_in_the_legend()
    {
        var svg = Draw(Usual(3, open: 1));
        Assert.Equal(["Active hour", "Hour still open", "Mean"], Legend(svg));
        Assert.Equal(2 + LegendSymbol, Shapes(svg, "rect", PlotTheme.Light.Hour));
        Assert.Equal(1 + LegendSymbol, Shapes(svg, "rect", PlotTheme.Light.OpenHour));
        Assert.Equal(["Mean", "Threshold"], Legend(Draw(new(To - 720, To, [], new SpikeBaseline(200, 10.5, 2.25)))));
        Assert.Empty(Legend(Draw(new(To - 720, To, [], default))));
    }

    [Theory, InlineData(300, false), InlineData(400, true), InlineData(40_000, true)]
    public void A_spike_that_dwarfs_all_else_is_cut_off_and_has_its_number(long count, bool cut)
    {
        var svg = Draw(Usual(100, spikes: [50], spike: count));
        Assert.Contains(count.ToString("#,0", CultureInfo.InvariantCulture), Texts(svg));
        Assert.Contains(cut ? "Spike, cut off at the top" : "Spike", Legend(svg));

        // The usual hours stay high enough to be read.
        var heights = svg.Descendants().Where(e => IsOf(e, "rect", PlotTheme.Light.Hour)).Select(e => Number(e, "height"));
        Assert.InRange(heights.Max(), 25, 400);
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("\"><image href='https://evil.example/x.svg'/>")]
    [InlineData("a\0b\u202e]]>&amp;<!--")]
    public void An_actor_s_name_is_text_and_nothing_else(string name)
    {
        var text = new TimelinePlot(Usual(20), Settings, PlotTheme.Light).Draw(name, "API calls");
        var plain = new TimelinePlot(Usual(20), Settings, PlotTheme.Light).Draw("alice", "API calls");
        Assert.Equal(Elements(plain), Elements(text));
        Assert.DoesNotContain("script", Elements(text));
        Assert.DoesNotContain("<script", text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains($"{PlainText.Of(name, 52)}: API calls per hour (UTC)", Texts(XDocument.Parse(text)));
    }

    [Fact]
    public void It_holds_no_script_no_link_and_no_outer_source()
    {
        var svg = Draw(Usual(720, spikes: [9]));
        Assert.All(svg.Descendants(), e => Assert.DoesNotContain(e.Name.LocalName, new[] { "script", "a", "image", "foreignObject", "style", "use" }));
        Assert.All(svg.Descendants().Attributes(), a =>
        {
            Assert.False(a.Name.LocalName.StartsWith("on", StringComparison.Ordinal) || a.Name.LocalName == "href", a.ToString());
            Assert.DoesNotMatch("url\\((?!#)", a.Value);
        });
        Assert.Null(svg.DocumentType);
        Assert.Equal("0 0 960 400", svg.Root!.Attribute("viewBox")!.Value);
        Assert.NotEmpty(svg.Root.Elements().First(e => e.Name.LocalName == "title").Value);
    }

    [Theory, MemberData(nameof(Themes))]
    public void Its_colours_can_be_told_from_the_ground(string name)
    {
        var theme = Theme(name);
        Assert.All([theme.Text, theme.Faint, theme.Spike], c => Assert.InRange(Contrast(c, theme.Ground), 4.5, 21));
        Assert.All([theme.Hour, theme.Mean], c => Assert.InRange(Contrast(c, theme.Ground), 2.9, 21));
        Assert.InRange(Contrast(theme.Mean, theme.Hour), 2.9, 21);
    }

    private static PlotTheme Theme(string name) => name == "dark" ? PlotTheme.Dark : PlotTheme.Light;

    private static Timeline Usual(int hours, int[]? spikes = null, long spike = 200, int open = 0)
    {
        var list = new List<PastHour>();
        var baseline = default(SpikeBaseline);
        for (var i = 0; i < hours; i++)
        {
            (var verdict, baseline) = baseline.Step(spikes?.Contains(i) == true ? spike : 40 + (i % 7), Settings, Lesson.None);
            list.Add(PastHour.Open(To - hours + i, verdict, Settings) with { IsOpen = i >= hours - open });
        }

        return new(To - 720, To, list, baseline);
    }

    private static XDocument Draw(Timeline timeline, PlotTheme? theme = null) =>
        XDocument.Parse(new TimelinePlot(timeline, Settings, theme ?? PlotTheme.Light).Draw(Alice, "API calls"));

    private static int Shapes(XDocument svg, string element, OxyColor fill) => svg.Descendants().Count(e => IsOf(e, element, fill));

    private static bool IsOf(XElement e, string element, OxyColor fill) => e.Name.LocalName == element
        && e.Attribute("style")?.Value.StartsWith($"fill:rgb({fill.R},{fill.G},{fill.B});", StringComparison.Ordinal) == true;

    private static List<string> Texts(XDocument svg) => [.. svg.Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value)];

    private static IEnumerable<string> Legend(XDocument svg) =>
        Texts(svg).Where(t => Regex.IsMatch(t, "^(Active hour|Hour still open|Mean|Threshold|Spike|Spike, .*)$"));

    private static IEnumerable<string> Elements(string svg) => XDocument.Parse(svg).Descendants().Select(e => e.Name.LocalName);

    private static double Number(XElement e, string attribute) => double.Parse(e.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);

    /// <summary>As WCAG defines it.</summary>
    private static double Contrast(OxyColor a, OxyColor b)
    {
        double[] light = [.. new[] { Luminance(a), Luminance(b) }.OrderDescending()];
        return (light[0] + 0.05) / (light[1] + 0.05);

        static double Luminance(OxyColor c) => (0.2126 * Linear(c.R)) + (0.7152 * Linear(c.G)) + (0.0722 * Linear(c.B));
        static double Linear(byte value) => value / 255d <= 0.04045 ? value / 255d / 12.92 : Math.Pow(((value / 255d) + 0.055) / 1.055, 2.4);
    }
}
