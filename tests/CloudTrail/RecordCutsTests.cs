using System.Text;
using TrailWatch.CloudTrail;
using Xunit;

namespace TrailWatch.Tests.CloudTrail;

/// <summary>A text that is cut into its records and put together again reads as it did before.</summary>
public sealed class RecordCutsTests
{
    public static TheoryData<string> Shapes =>
        [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Samples", "shapes")).Select(f => Path.GetFileName(f)!).Where(f => f.Contains(".json", StringComparison.Ordinal))];

    [Theory, MemberData(nameof(Shapes))]
    public void Every_shape_reads_the_same_when_cut(string shape) => ReadsTheSame(Read.Shape(shape));

    [Theory, InlineData("invictus_ir"), InlineData("stratus_detonation"), InlineData("opensearch_catalog"), InlineData("awsdocs_cloudtrail")]
    public void Real_events_read_the_same_when_cut(string file) => ReadsTheSame(Read.Events(file));

    [Theory]
    [InlineData("""[{"eventName":"A"},17,{"a":1}]""")]
    [InlineData("""{"Records":[{"eventName":"A","eventTime":"2026-03-02T10:00:00Z"},{"eventName":"B","eventTi""")]
    [InlineData("""{"eventName":"A","eventTime":"2026-03-02T10:00:00Z"} nonsense""")]
    public void What_is_broken_is_broken_in_the_same_places(string text) => ReadsTheSame(Encoding.UTF8.GetBytes(text));

    [Fact]
    public void Another_encoding_is_cut_as_UTF_8()
    {
        var text = Make.Records(Make.Record("ä"), Make.Record("b"));
        ReadsTheSame([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(text)]);
        ReadsTheSame([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)]);
    }

    private static void ReadsTheSame(byte[] text)
    {
        var whole = Read.Body(text);
        Assert.True(CloudTrailReader.TryCut(text, new ReaderLimits(), out var cuts, out _));
        Assert.Equal(whole.Received, cuts.All.Count);
        Assert.Equal(whole.Rejected, cuts.Rejected.OrderBy(r => r.Key).Select(r => r.Value));

        var kept = Enumerable.Range(0, cuts.All.Count).Where(i => !cuts.Rejected.ContainsKey(i)).ToList();
        if (kept.Count == 0)
        {
            return;
        }

        var again = Read.Body(string.Join('\n', kept.Select(i => Encoding.UTF8.GetString(cuts.BytesOf(i)))));
        Assert.Empty(again.Rejected);
        Assert.Equal(whole.Skipped, again.Skipped);
        Assert.Equal(whole.Events.Select(e => e with { Index = 0 }), again.Events.Select(e => e with { Index = 0 }));
        Assert.Equal(again.Events.Select(e => (long?)e.Time), again.Events.Select(e => cuts.All[kept[e.Index]].Time));
    }
}
