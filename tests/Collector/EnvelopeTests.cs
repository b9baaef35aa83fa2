using System.Text;
using Microsoft.AspNetCore.Http;
using TrailWatch.Collector.Reading;
using TrailWatch.Collector.Tokens;
using TrailWatch.Tests.CloudTrail;
using Xunit;

namespace TrailWatch.Tests.Collector;

public sealed class EnvelopeTests(HecFixture shared) : IClassFixture<HecFixture>
{
    private readonly Hec _hec = shared.Hec;

    [Theory, InlineData(""), InlineData(" "), InlineData("\n"), InlineData("\r\n\t")]
    public async Task H22_Objects_follow_one_another_with_anything_blank_between(string between)
    {
        var records = Records("h22" + between.Length, 3);
        Assert.Equal("200 " + Hec.Success, $"{await _hec.EventsAsync(string.Join(between, records.Select(Hec.Event)))}");
        Assert.True(await KnowsAllAsync(records));
    }

    [Fact]
    public async Task H22_A_list_is_a_batch_too()
    {
        var records = Records("h22list", 4);
        Assert.Equal("200 " + Hec.Success, $"{await _hec.EventsAsync($"[{Hec.Event(records[0])}, {Hec.Event(records[1])}]{Hec.Event(records[2])}[{Hec.Event(records[3])}]")}");
        Assert.True(await KnowsAllAsync(records));
        Assert.Equal("""400 {"text":"No data","code":5}""", $"{await _hec.EventsAsync("[]")}");
        Assert.Equal("""400 {"text":"Invalid data format","code":6,"invalid-event-number":0}""", $"{await _hec.EventsAsync("[[]]")}");
    }

    [Theory]
    [InlineData("""{"event":""}{not json""", 13, 0)]
    [InlineData("{not json", 6, 0)]
    [InlineData("OK{not json OK", 6, 1)]
    [InlineData("OK,OK", 6, 1)]
    [InlineData("[OK,7]", 6, 1)]
    [InlineData("OK 7", 6, 1)]
    [InlineData("OK\"text\"", 6, 1)]
    [InlineData("OK{\"event\":\"cut", 6, 1)]
    [InlineData("OK[OK", 6, 2)]
    [InlineData("""OKOK{"time":1}OK""", 12, 2)]
    [InlineData("""OK{}""", 12, 1)]
    [InlineData("""{"fields":{"a":"1"}}OK{"event":" \n "}""", 13, 2)]
    public async Task H23_The_first_fault_is_told_and_what_stands_before_it_is_taken(string pattern, int code, int number)
    {
        var records = new List<string>();
        var body = string.Join("", pattern.Split("OK").SelectMany((piece, i) => i == 0 ? [piece] : new[] { Next(), piece }));
        var said = await _hec.EventsAsync(body);
        Assert.Equal(400, said.Status);
        Assert.EndsWith($"\"code\":{code},\"invalid-event-number\":{number}}}", said.Body, StringComparison.Ordinal);
        var before = pattern.Contains("fields", StringComparison.Ordinal) ? number - 1 : number;
        for (var i = 0; i < records.Count; i++)
        {
            Assert.Equal(i < before, await _hec.KnowsAsync(records[i]));
        }

        string Next()
        {
            records.Add(Make.Record($"h23 {pattern} {records.Count}"));
            return Hec.Event(records[^1]);
        }
    }

    [Theory]
    [InlineData("""{"event":"x","index":"other"}""", 7, 1)]
    [InlineData("""{"event":"x","index":"aws"}{"event":"x","index":"other"}{"event":"x"}""", 7, 2)]
    [InlineData("""{"event":"x"}{"event":"x","fields":{"a":{}}}""", 15, 1)]
    [InlineData("""{"event":"x"}{"event":"x","time":"noon"}""", 15, 1)]
    [InlineData("""{"event":"x"}{"event":null}""", 13, 1)]
    public void H24_The_number_counts_from_0_and_for_an_index_from_1(string body, int code, int number)
    {
        var token = new CollectorToken("t", new() { Index = "main", AllowedIndexes = { "main", "aws" } });
        var taken = TrailWatch.Collector.Intake.EventBodies.Read(Encoding.UTF8.GetBytes(body), token, Request(""), new());
        Assert.Equal((code, number), (taken.Fault!.Code, taken.FaultAt));
    }

    [Theory]
    [InlineData("""{"event":null}""", 13), InlineData("""{"event":""}""", 13), InlineData("""{"event":" \t\u0020"}""", 13), InlineData("""{"event":{}}""", 13)]
    [InlineData("""{"event":[ ]}""", 13), InlineData("""{"time":1}""", 12), InlineData("{}", 12)]
    [InlineData("""{"event":0}""", 0), InlineData("""{"event":false}""", 0), InlineData("""{"event":"0"}""", 0), InlineData("""{"fields":{"metric":1}}""", 0)]
    public async Task H25_An_event_must_be_there_and_not_blank(string body, int code) =>
        Assert.Contains($"\"code\":{code}", (await _hec.EventsAsync(body)).Body, StringComparison.Ordinal);

    [Theory]
    [InlineData("1442421443", "1442421443"), InlineData("\"1442421443.403000\"", "1442421443.403000"), InlineData("1767225600.123456789", "1767225600.123456789")]
    [InlineData("\" 1442421443 \"", "1442421443"), InlineData("13569465599", "13569465599"), InlineData("13569465600", "13569465.6")]
    [InlineData("1767225600123", "1767225600.123"), InlineData("253402300799999", "253402300799.999"), InlineData("253402300800000", "253402.3008")]
    [InlineData("\"1767225600123456789\"", "1767225600.123456789"), InlineData("1767225600123.5", "1767225600123.5"), InlineData("0", "0"), InlineData("null", null)]
    public void H26_Time_is_a_number_or_a_text_that_holds_one(string time, string? seconds)
    {
        var read = Read($"{{\"event\":\"x\",\"time\":{time}}}");
        Assert.Null(read.Fault);
        Assert.Equal(seconds is null ? null : decimal.Parse(seconds, System.Globalization.CultureInfo.InvariantCulture), Assert.Single(read.Envelopes).Time);
    }

    [Theory]
    [InlineData("\"noon\"", 15), InlineData("\"\"", 15), InlineData("1.791E9", 15), InlineData("true", 15), InlineData("{}", 15), InlineData("[1]", 15)]
    [InlineData("\"1,5\"", 15), InlineData("99999999999999999999999999999999", 15), InlineData("-1", 6), InlineData("\"-0.5\"", 6)]
    public void H26_Any_other_time_is_refused(string time, int code) =>
        Assert.Equal((code, 0), (Read($"{{\"time\":{time},\"event\":\"x\"}}").Fault!.Code, Read($"{{\"time\":{time},\"event\":\"x\"}}").FaultAt!.Value));

    [Theory]
    [InlineData("""{}""", true), InlineData("""{"a":"x","b":1,"c":true,"d":["x",1]}""", true), InlineData("null", true)]
    [InlineData("""{"a":{}}""", false), InlineData("""{"a":{"b":1}}""", false), InlineData("""{"a":[["x"]]}""", false), InlineData("""{"a":["x",{}]}""", false), InlineData("\"x\"", false), InlineData("[]", false)]
    public void H27_Fields_are_flat(string fields, bool good)
    {
        var read = Read($"{{\"event\":1,\"fields\":{fields},\"host\":\"h\"}}");
        Assert.Equal(good ? null : 15, read.Fault?.Code);
        Assert.Equal(good ? fields : null, read.Envelopes.Select(e => Encoding.UTF8.GetString(e.Fields.Span)).SingleOrDefault());
    }

    [Fact]
    public async Task H28_An_index_must_be_allowed_and_an_unknown_key_is_passed_over()
    {
        const string WrongIndex = """400 {"text":"Incorrect index","code":7,"invalid-event-number":1}""";
        var record = Make.Record("h28");
        Assert.Equal(WrongIndex, $"{await _hec.EventsAsync($"{{\"event\":{record},\"index\":\"other\"}}", Hec.Strict)}");
        Assert.Equal(WrongIndex, $"{await _hec.EventsAsync(Hec.Event(record), Hec.Strict, query: "?index=other")}");
        Assert.False(await _hec.KnowsAsync(record));
        Assert.Equal(200, (await _hec.EventsAsync($"{{\"event\":{record},\"index\":\"aws\"}}", Hec.Strict, query: "?index=other")).Status);
        var unknown = Make.Record("h28 unknown");
        Assert.Equal(200, (await _hec.EventsAsync($"{{\"colour\":{{\"event\":1}},\"event\":{unknown}}}{{\"Records\":[1],\"event\":{unknown}}}", Hec.Strict)).Status);
        Assert.True(await _hec.KnowsAsync(record) && await _hec.KnowsAsync(unknown));
    }

    [Fact]
    public void H29_Where_an_event_comes_from_is_said_by_the_envelope_then_the_query_then_the_token()
    {
        var token = new TokenOptions { Host = "t-host", Source = "t-source", SourceType = "t-type", Index = "t-index" };
        var request = Request("?host=q-host&source=q-source&sourcetype=&time=12.5");
        var read = EnvelopeReader.Read(
            """{"event":1,"host":"e-h\u00f6st","time":13}{"event":2,"index":7,"source":null,"host":""}"""u8.ToArray(), token, Provenance.Of(request.Query, token), 12.5m);
        Assert.Equal(new Provenance("e-höst", "q-source", "t-type", "t-index"), read.Envelopes[0].From);
        Assert.Equal(new Provenance("q-host", "q-source", "t-type", "7"), read.Envelopes[1].From);
        Assert.Equal([13m, 12.5m], read.Envelopes.Select(e => e.Time));
    }

    [Theory, InlineData("?time=noon", 15), InlineData("?time=-1", 6), InlineData("?time=1767225600", 0)]
    public async Task H29_The_query_s_time_is_read_as_an_envelope_s(string query, int code) =>
        Assert.Contains($"\"code\":{code}", (await _hec.EventsAsync(Hec.Event("1"), query: query)).Body, StringComparison.Ordinal);

    [Fact]
    public async Task H30_CloudTrail_is_found_as_an_object_a_text_and_within_two_wrappers()
    {
        var records = Records("h30", 9);
        string[] events =
        [
            records[0], Make.Quote(records[1]), Make.Quote(Make.Records(records[2])), Make.Records(records[3]), Make.Wrap("detail", records[4]),
            Make.AwsLogs($"{{\"messageType\":\"DATA_MESSAGE\",\"logEvents\":[{{\"message\":{Make.Quote(records[5])}}}]}}"),
            Make.Wrap("log", Make.Quote(records[6])), Make.Wrap("line", records[7]), Make.Wrap("message", Make.Quote(Make.Wrap("detail", records[8]))),
        ];
        Assert.Equal("200 " + Hec.Success, $"{await _hec.EventsAsync(string.Concat(events.Select(Hec.Event)), Hec.Strict)}");
        Assert.True(await KnowsAllAsync(records));
    }

    [Theory, InlineData("\"GET / 200\""), InlineData("{\"a\":1}"), InlineData("[1]"), InlineData("7"), InlineData("\"{cut\"")]
    public async Task H30_What_is_no_CloudTrail_is_taken_or_refused_as_configured(string other)
    {
        string[] records = [Make.Record("h30a" + other), Make.Record("h30b" + other)];
        var body = Hec.Event(records[0]) + Hec.Event(other) + Hec.Event(records[1]);
        Assert.Equal("""400 {"text":"Invalid data format","code":6,"invalid-event-number":1}""", $"{await _hec.EventsAsync(body, Hec.Strict)}");
        Assert.True(await _hec.KnowsAsync(records[0]));
        Assert.False(await _hec.KnowsAsync(records[1]));
        Assert.Equal("200 " + Hec.Success, $"{await _hec.EventsAsync(body)}");
        Assert.True(await _hec.KnowsAsync(records[1]));
    }

    [Fact]
    public async Task H31_Whatever_is_sent_again_changes_nothing()
    {
        var body = string.Concat(Enumerable.Range(0, 60).Select(i => Hec.Event(Make.Record($"h31-{i}", name: $"Describe{i}"))));
        await using var hec = new Hec();
        Assert.Equal(200, (await hec.EventsAsync(body)).Status);
        var once = await hec.FindingsAsync();
        Assert.NotEmpty(once);
        Assert.Equal(200, (await hec.EventsAsync(body)).Status);
        Assert.Equal(200, (await hec.RawAsync(string.Join('\n', Enumerable.Range(0, 60).Select(i => Make.Record($"h31-{i}", name: $"Describe{i}"))))).Status);
        Assert.Equal(once, await hec.FindingsAsync());
    }

    private static EnvelopesRead Read(string body) => EnvelopeReader.Read(Encoding.UTF8.GetBytes(body), new(), new(null, null, null, null));

    private static HttpRequest Request(string query) => new DefaultHttpContext { Request = { QueryString = new(query) } }.Request;

    private static string[] Records(string name, int count) => [.. Enumerable.Range(0, count).Select(i => Make.Record($"{name}-{i}"))];

    private async Task<bool> KnowsAllAsync(IEnumerable<string> records)
    {
        foreach (var record in records)
        {
            if (!await _hec.KnowsAsync(record))
            {
                return false;
            }
        }

        return true;
    }
}
