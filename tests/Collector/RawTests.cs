using TrailWatch.Tests.CloudTrail;
using Xunit;

namespace TrailWatch.Tests.Collector;

public sealed class RawTests(HecFixture shared) : IClassFixture<HecFixture>
{
    private readonly Hec _hec = shared.Hec;

    [Theory, InlineData("{0}\n{1}"), InlineData("{0}\r\n\r\n{1}\r\n"), InlineData("{0}{1}"), InlineData("[{0},\n{1}]"), InlineData("{{\n\"Records\":\n[{0},\n{1}\n]}}"), InlineData("a word\n{0}\nanother\n{1}")]
    public async Task H32_Records_come_a_line_each_run_together_or_as_one_document(string form)
    {
        string[] records = [Make.Record("h32a" + form), Make.Record("h32b" + form)];
        Assert.Equal("200 " + Hec.Success, $"{await _hec.RawAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, form, records[0], records[1]))}");
        Assert.True(await _hec.KnowsAsync(records[0]) && await _hec.KnowsAsync(records[1]));
    }

    [Fact]
    public async Task H32_Words_alone_are_taken_and_counted_or_refused_as_configured()
    {
        Assert.Equal("200 " + Hec.Success, $"{await _hec.RawAsync("hello\nworld")}");
        var record = Make.Record("h32 strict");
        Assert.Equal("""400 {"text":"Invalid data format","code":6,"invalid-event-number":1}""", $"{await _hec.RawAsync(record + "\nhello", Hec.Strict)}");
        Assert.False(await _hec.KnowsAsync(record));
    }

    [Fact]
    public async Task H33_A_channel_is_asked_for_only_where_there_are_acknowledgements()
    {
        Assert.Equal("200 " + Hec.Success, $"{await _hec.RawAsync(Make.Record("h33"))}");
        Assert.Equal("200 " + Hec.Success, $"{await _hec.RawAsync(Make.Record("h33"), channel: "not a GUID")}");
        Assert.Equal("""400 {"text":"Data channel is missing","code":10}""", $"{await _hec.RawAsync(Make.Record("h33"), Hec.Acking)}");
    }

    [Fact]
    public async Task H34_Nothing_but_empty_lines_is_no_data_and_an_index_must_be_allowed()
    {
        Assert.Equal("""400 {"text":"No data","code":5}""", $"{await _hec.RawAsync("\n\r\n \n")}");
        var record = Make.Record("h34");
        Assert.Equal("""400 {"text":"Incorrect index","code":7,"invalid-event-number":1}""", $"{await _hec.RawAsync(record, Hec.Strict, query: "?index=other")}");
        Assert.False(await _hec.KnowsAsync(record));
        Assert.Equal(200, (await _hec.RawAsync(record, Hec.Strict, query: "?index=aws")).Status);
    }
}
