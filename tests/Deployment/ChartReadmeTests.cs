using System.Text.RegularExpressions;
using Xunit;

namespace TrailWatch.Tests.Deployment;

public sealed partial class ChartReadmeTests
{
    private static string ReadmeFile => Path.Combine(Chart.Folder, "README.md");

    private static ValuesTable Values => new(File.ReadAllText(Path.Combine(Chart.Folder, "values.yaml")));

    /// <summary>TRAILWATCH_UPDATE_CHART=1 writes the table instead of holding it against the values.</summary>
    [Fact]
    public void The_table_is_made_of_the_values()
    {
        var written = File.ReadAllText(ReadmeFile);
        var made = Table().Replace(written, Values.ToString().Replace("$", "$$", StringComparison.Ordinal));
        if (Environment.GetEnvironmentVariable("TRAILWATCH_UPDATE_CHART") == "1")
        {
            File.WriteAllText(ReadmeFile, made);
            return;
        }

        Assert.True(Table().IsMatch(written), "helm/trailwatch/README.md has no table of values.");
        Assert.True(made == written, "The table in helm/trailwatch/README.md is not that of values.yaml; TRAILWATCH_UPDATE_CHART=1 renews it.");
    }

    [Fact]
    public void Every_value_says_what_it_is() => Assert.Empty(Values.Silent);

    [Fact]
    public void A_table_is_read_as_it_is_written() => Assert.Equal(
        """
        | value | meaning | default |
        |---|---|---|
        | `a` | First, in two lines. | `1` |
        | `b.c` | Second. | `"x: y"` |
        | `b.d` | Third. | `{"e":[true]}` |
        | `b.f` |  | `null` |

        """,
        new ValuesTable("# Not this.\n\n# -- First,\n# in two lines.\na: 1\nb:\n  # -- Second.\n  c: \"x: y\"\n  # -- Third.\n  d:\n    e: [true]\n  f: null\n").ToString());

    [GeneratedRegex(@"\| value \| meaning \| default \|\n(\|.*\n)+")]
    private static partial Regex Table();
}
