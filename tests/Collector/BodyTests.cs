using System.IO.Compression;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using TrailWatch.Tests.CloudTrail;
using Xunit;

namespace TrailWatch.Tests.Collector;

public sealed class BodyTests(HecFixture shared) : IClassFixture<HecFixture>
{
    private const string Path = "/services/collector/event";
    private const string InvalidFormat = """400 {"text":"Invalid data format","code":6}""";
    private const string TooLarge = """413 {"text":"Request entity too large","code":413}""";
    private readonly Hec _hec = shared.Hec;

    [Theory, InlineData(null), InlineData("application/json"), InlineData("text/plain; charset=utf-8"), InlineData("plain/text"), InlineData("application/x-www-form-urlencoded"), InlineData("nonsense")]
    public async Task H15_The_content_type_does_not_matter(string? type)
    {
        var record = Make.Record("h15" + type);
        var content = new ByteArrayContent(Bytes(Hec.Event(record)));
        _ = type is null || content.Headers.TryAddWithoutValidation("Content-Type", type);
        Assert.Equal("200 " + Hec.Success, $"{await _hec.SendAsync(HttpMethod.Post, Path, content, ("Authorization", "Splunk " + Hec.Plain))}");
        Assert.True(await _hec.KnowsAsync(record));
    }

    [Theory, InlineData("/event"), InlineData("/raw"), InlineData("/ack")]
    public async Task H16_Gzip_is_opened_and_any_other_coding_refused(string path)
    {
        var body = path == "/ack" ? """{"acks":[0]}""" : """{"event":"x"}""";
        var good = await _hec.PostAsync("/services/collector" + path, Gzip(body), Hec.Acking, Hec.Channel, "gzip");
        Assert.Equal(200, good.Status);
        foreach (var other in new[] { "deflate", "br", "zstd", "gzip, gzip" })
        {
            Assert.Equal(415, (await _hec.PostAsync("/services/collector" + path, Gzip(body), Hec.Acking, Hec.Channel, other)).Status);
        }

        foreach (var corrupt in new[] { Bytes(body), Gzip(body)[..^3] })
        {
            Assert.Equal(InvalidFormat, $"{await _hec.PostAsync("/services/collector" + path, corrupt, Hec.Acking, Hec.Channel, "gzip")}");
        }
    }

    [Theory]
    [InlineData("/event", "gzip")]
    [InlineData("/raw", "gzip")]
    [InlineData("/raw", null)]
    public async Task H19_A_probe_without_a_body_hears_that_there_is_no_data(string path, string? encoding) => Assert.Equal(
        """400 {"text":"No data","code":5}""", $"{await _hec.PostAsync("/services/collector" + path, [], Hec.Acking, Hec.Channel, encoding)}");

    [Theory]
    [InlineData("""{"fields":{"a":{"b":1}}}""", """400 {"text":"Error in handling indexed fields","code":15,"invalid-event-number":0}""")]
    [InlineData("""{"fields":null}""", """400 {"text":"Event field is required","code":12,"invalid-event-number":0}""")]
    [InlineData("""{"fields":{"a":1}}""", """200 {"text":"Success","code":0}""")]
    public async Task H25_Fields_without_an_event_are_passed_over_where_they_are_good(string body, string said) =>
        Assert.Equal(said, $"{await _hec.EventsAsync(body)}");

    [Theory]
    [InlineData("""{"acks":["\ud800"]}""")]
    [InlineData("""{"acks":[0.5]}""")]
    public async Task H40_A_question_that_is_none_is_refused(string body) =>
        Assert.Equal(InvalidFormat, $"{await _hec.AcksAsync(body)}");

    [Fact]
    public async Task H29_The_query_s_time_is_checked_on_raw_too() =>
        Assert.Equal(400, (await _hec.RawAsync("x", query: "?time=noon")).Status);

    [Fact]
    public async Task H43_Packed_records_past_the_limit_are_refused_and_not_acknowledged()
    {
        var packed = Convert.ToBase64String(Gzip(new string(' ', 33 << 20)));
        var item = $"{{\"awslogs\":{{\"data\":\"{packed}\"}}}}";
        Assert.Equal(413, (await _hec.RawAsync(item + item + item)).Status);
    }

    [Fact]
    public async Task H17_Members_in_a_row_are_one_body_and_nothing_may_follow_them()
    {
        string[] records = [Make.Record("h17a"), Make.Record("h17b")];
        byte[] two = [.. Gzip(Hec.Event(records[0])), .. Gzip(Hec.Event(records[1]))];
        Assert.Equal(InvalidFormat, $"{await _hec.PostAsync(Path, [.. two, 1, 2, 3], encoding: "gzip")}");
        Assert.False(await _hec.KnowsAsync(records[0]));
        Assert.Equal(200, (await _hec.PostAsync(Path, two, encoding: "gzip")).Status);
        Assert.True(await _hec.KnowsAsync(records[0]) && await _hec.KnowsAsync(records[1]));
    }

    [Fact]
    public async Task H18_Size_is_bounded_before_and_after_gzip()
    {
        await using var hec = Hec.With(("Splunk:Receiver:MaxBodyBytes", "20000"), ("Splunk:Receiver:MaxDecompressedBytes", "40000"));
        Assert.Equal(200, (await hec.EventsAsync(Padded(20_000))).Status);
        Assert.Equal(TooLarge, $"{await hec.EventsAsync(Padded(20_001))}");
        Assert.Equal(200, (await hec.PostAsync(Path, Gzip(Padded(40_000)), encoding: "gzip")).Status);
        Assert.Equal(TooLarge, $"{await hec.PostAsync(Path, Gzip(Padded(40_001)), encoding: "gzip")}");

        // Without a length, in chunks, the limit is met on the way.
        var chunked = await hec.SendAsync(
            HttpMethod.Post, Path, new StreamContent(new Unlimited(Bytes(Padded(20_001)))), ("Authorization", "Splunk " + Hec.Plain));
        Assert.Equal(TooLarge, $"{chunked}");
    }

    [Fact]
    public async Task H18_A_bomb_is_refused_by_its_ratio()
    {
        await using var hec = Hec.With(("Splunk:Receiver:MaxRatio", "100"));
        Assert.Equal(TooLarge, $"{await hec.PostAsync(Path, Gzip(Padded(8 << 20)), encoding: "gzip")}");
        Assert.Equal(200, (await hec.PostAsync(Path, Gzip(Padded(1 << 20)), encoding: "gzip")).Status);
        Assert.Equal(200, (await _hec.PostAsync(Path, Gzip(Hec.Event(Make.Quote(Noise(4 << 20)))), encoding: "gzip")).Status);
    }

    [Fact]
    public async Task H18_Too_many_records_are_refused_whole()
    {
        await using var hec = Hec.With(("Http:MaxRecords", "3"));
        var records = Enumerable.Range(0, 4).Select(i => Make.Record($"h18-{i}")).ToList();
        Assert.Equal(TooLarge, $"{await hec.EventsAsync(string.Concat(records.Select(Hec.Event)))}");
        Assert.Equal(TooLarge, $"{await hec.RawAsync(string.Join('\n', records))}");
        Assert.False(await hec.KnowsAsync(records[0]));
        Assert.Equal(200, (await hec.RawAsync(string.Join('\n', records[..3]))).Status);
    }

    [Theory, InlineData("/event", ""), InlineData("/event", " \r\n\t "), InlineData("/raw", ""), InlineData("/raw", "\n\n \r\n")]
    public async Task H19_An_empty_body_is_code_5_which_Firehose_looks_for(string path, string body)
    {
        const string NoData = """400 {"text":"No data","code":5}""";
        Assert.Equal(NoData, $"{await _hec.PostAsync("/services/collector" + path, Bytes(body))}");
        Assert.Equal(NoData, $"{await _hec.PostAsync("/services/collector" + path, Bytes(body), Hec.Acking, Hec.Channel)}");
    }

    [Fact]
    public async Task H20_Expect_chunks_and_HTTP_1_0_are_understood()
    {
        using var expecting = await _hec.WireAsync($"""
            POST {Path} HTTP/1.1
            Host: x
            Authorization: Splunk {Hec.Plain}
            Expect: 100-continue
            Content-Length: 13


            """);
        Assert.Equal(100, (await expecting.AnswerAsync()).Status);
        await expecting.SendAsync("""{"event":"x"}""");
        Assert.Equal("200 " + Hec.Success, $"{await expecting.AnswerAsync()}");

        using var old = await Wire.OpenAsync(_hec.Client.BaseAddress!.Port);
        for (var i = 0; i < 2; i++)
        {
            await old.SendAsync($"""
                POST {Path} HTTP/1.0
                Authorization: Splunk {Hec.Plain}
                Connection: Keep-Alive
                Content-Length: 13


                """, Bytes("""{"event":"x"}"""));
            Assert.Equal("200 " + Hec.Success, $"{await old.AnswerAsync()}");
        }

        using var chunks = await _hec.WireAsync($$"""
            POST {{Path}} HTTP/1.1
            Host: x
            Authorization: Splunk {{Hec.Plain}}
            Transfer-Encoding: chunked

            6
            {"even
            7
            t":"x"}
            0


            """);
        Assert.Equal("200 " + Hec.Success, $"{await chunks.AnswerAsync()}");
    }

    [Fact]
    public async Task H20_HTTP_2_is_understood()
    {
        await using var hec = new Hec(protocols: HttpProtocols.Http2);
        using var request = new HttpRequestMessage(HttpMethod.Post, Path)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(Bytes("""{"event":"x"}""")),
        };
        request.Headers.TryAddWithoutValidation("Authorization", "Splunk " + Hec.Plain);
        using var response = await hec.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpVersion.Version20, response.Version);
        Assert.Equal(Hec.Success, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task H21_Bytes_that_are_no_text_and_byte_order_marks_cost_nothing()
    {
        var record = Make.Record("h21", more: ",\"userAgent\":\"?\"");
        var bytes = Bytes(Hec.Event(record));
        bytes[Array.LastIndexOf(bytes, (byte)'?')] = 0xC3;
        Assert.Equal(200, (await _hec.PostAsync(Path, [0xEF, 0xBB, 0xBF, .. bytes])).Status);
        Assert.True(await _hec.KnowsAsync(record));

        var wide = Make.Record("h21wide");
        Assert.Equal(200, (await _hec.PostAsync(Path, [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Hec.Event(wide))])).Status);
        Assert.True(await _hec.KnowsAsync(wide));
        Assert.Equal("""400 {"text":"No data","code":5}""", $"{await _hec.PostAsync(Path, [0xEF, 0xBB, 0xBF])}");
    }

    internal static byte[] Gzip(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
        {
            gzip.Write(Bytes(text));
        }

        return packed.ToArray();
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string Padded(int length) => """{"event":"x"}""" + new string(' ', length - 13);

    private static string Noise(int length)
    {
        var random = new Random(1);
        return string.Create(length, random, static (text, r) =>
        {
            for (var i = 0; i < text.Length; i++)
            {
                text[i] = (char)r.Next('a', 'z');
            }
        });
    }

    /// <summary>Does not tell its length.</summary>
    private sealed class Unlimited(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
