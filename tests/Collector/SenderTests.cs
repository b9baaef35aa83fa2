using System.Text;
using TrailWatch.Tests.CloudTrail;
using Xunit;

namespace TrailWatch.Tests.Collector;

/// <summary>Each sender's requests as it puts them on the wire: method, path, headers and form of body; the records are CloudTrail.</summary>
public sealed class SenderTests(HecFixture shared) : IClassFixture<HecFixture>
{
    private const string App = "__splunk_app_name: OpenTelemetry Collector Contrib\n__splunk_app_version: 0.161.0";
    private readonly Hec _hec = shared.Hec;

    [Fact]
    public async Task The_OpenTelemetry_Collector_asks_for_health_without_a_token_and_sends_gzip()
    {
        using var wire = await _hec.WireAsync("""
            GET /services/collector/health HTTP/1.1
            Host: capture:8088
            User-Agent: Go-http-client/1.1
            Accept-Encoding: gzip


            """);
        Assert.Equal("""200 {"text":"HEC is healthy","code":17}""", $"{await wire.AnswerAsync()}");

        string[] records = [Make.Record("otel-1"), Make.Record("otel-2"), Make.Record("otel-3")];
        var events = string.Concat(records[..2].Select(r =>
            $"{{\"time\":1772445600.123,\"host\":\"unknown\",\"source\":\"otel\",\"sourcetype\":\"aws:cloudtrail\",\"index\":\"main\",\"event\":{Make.Quote(r)},\"fields\":{{\"otel.log.severity.number\":9,\"k8s.pod\":\"a\"}}}}"));
        foreach (var (path, body) in new[] { ("", events), ("/raw", records[2] + "\n") })
        {
            await SendAsync(wire, $"POST /services/collector{path}", Hec.Plain, BodyTests.Gzip(body),
                $"User-Agent: OpenTelemetry Collector Contrib/0.161.0\nConnection: keep-alive\nContent-Encoding: gzip\nContent-Type: application/json\n{App}\nAccept-Encoding: gzip");
        }

        await KnowsAsync(records);
    }

    [Fact]
    public async Task Docker_probes_with_OPTIONS_and_sends_without_a_content_type_and_with_time_as_text()
    {
        using var wire = await _hec.WireAsync("""
            OPTIONS /services/collector/event/1.0 HTTP/1.1
            Host: capture:8088
            User-Agent: Go-http-client/1.1
            Accept-Encoding: gzip


            """);
        Assert.Equal(200, (await wire.AnswerAsync()).Status);

        string[] records = [Make.Record("docker-inline"), Make.Record("docker-json"), Make.Record("docker-raw")];
        string[] events = [$"{{\"line\":{Make.Quote(records[0])},\"source\":\"stdout\",\"tag\":\"08864e218903\"}}", $"{{\"line\":{records[1]},\"source\":\"stdout\",\"tag\":\"08864e218903\"}}", Make.Quote(records[2])];
        await SendAsync(
            wire, "POST /services/collector/event/1.0", Hec.Plain,
            Bytes(string.Concat(events.Select(e => $"{{\"event\":{e},\"time\":\"1772445600.350212\",\"host\":\"docker-host\"}}"))),
            "User-Agent: Go-http-client/1.1\nAccept-Encoding: gzip");
        await KnowsAsync(records);
    }

    [Fact]
    public async Task Syslog_ng_sends_as_a_form_and_says_the_rest_in_the_query()
    {
        var records = new[] { Make.Record("sc4s-1"), Make.Record("sc4s-2") };
        await SendAsync(
            null, "POST /services/collector/event?index=main&source=sc4s&sourcetype=aws%3Acloudtrail", Hec.Strict,
            Bytes(string.Join('\n', records.Select(r =>
                $"{{\"time\":\"1772445600.355\",\"sourcetype\":\"aws:cloudtrail\",\"source\":\"sc4s\",\"index\":\"main\",\"host\":\"h\",\"fields\":{{\"sc4s_version\":\"3.40.0\",\"sc4s_proto\":0}},\"event\":{Make.Quote(r)}}}"))),
            "User-Agent: sc4s/3.40.0\nAccept: */*\nAccept-Encoding: deflate, gzip, br, zstd\n__splunk_app_name: sc4syslog\n__splunk_app_version: 3.40.0\nContent-Type: application/x-www-form-urlencoded\nConnection: keep-alive");
        await KnowsAsync(records);
    }

    [Fact]
    public async Task The_Java_library_sends_events_with_a_profile_and_raw_text_as_plain_text()
    {
        string[] records = [Make.Record("java-object"), Make.Record("java-text"), Make.Record("java-raw")];
        const string Agent = "Connection: Keep-Alive\nAccept-Encoding: gzip\nUser-Agent: okhttp/4.12.0";
        await SendAsync(
            null, "POST /services/collector/event/1.0", Hec.Plain,
            Bytes(string.Concat(new[] { records[0], Make.Quote(records[1]) }.Select(m =>
                $"{{\"host\":\"h\",\"index\":\"main\",\"sourcetype\":\"java:text\",\"source\":\"java:logback\",\"time\":\"1772445600.845\",\"event\":{{\"severity\":\"INFO\",\"logger\":\"l\",\"thread\":\"main\",\"message\":{m}}}}}"))),
            "Content-Type: application/json; profile=\"urn:splunk:event:1.0\"; charset=utf-8\n" + Agent);
        await SendAsync(
            null, $"POST /services/collector/raw?channel={Hec.Channel}&host=h&index=main&sourcetype=java%3Araw&source=java%3Alogback", Hec.Plain,
            Bytes(records[2] + "\n"), "Content-Type: plain/text; charset=utf-8\n" + Agent);
        await KnowsAsync(records);
    }

    [Fact]
    public async Task The_dotNET_and_JavaScript_libraries_put_the_record_into_a_message()
    {
        string[] records = [Make.Record("net"), Make.Record("js")];
        await SendAsync(
            null, "POST /services/collector/event/1.0", Hec.Plain,
            Bytes($"{{\"time\":1772445600.123,\"host\":\"h\",\"index\":\"main\",\"source\":\"s\",\"sourcetype\":\"t\",\"event\":{{\"id\":\"1\",\"severity\":\"Information\",\"message\":{Make.Quote(records[0])}}}}}"),
            "Content-Type: application/json; charset=utf-8");
        await SendAsync(
            null, "POST /services/collector/event/1.0", Hec.Plain,
            Bytes($"{{\"time\":\"1772445600.123\",\"event\":{{\"message\":{records[1]},\"severity\":\"info\"}}}}"),
            "Content-Type: application/x-www-form-urlencoded\nConnection: keep-alive");
        await KnowsAsync(records);
    }

    [Fact]
    public async Task Vector_checks_health_sends_gzip_on_its_channel_and_polls()
    {
        var channel = Guid.NewGuid().ToString();
        Assert.Equal(200, (await _hec.SendAsync(HttpMethod.Get, "/services/collector/health/1.0", null, ("Authorization", "Splunk " + Hec.Acking))).Status);
        var record = Make.Record("vector");
        var given = await SendAsync(
            null, "POST /services/collector/event", Hec.Acking,
            BodyTests.Gzip($"{{\"event\":{{\"message\":{Make.Quote(record)},\"source_type\":\"file\",\"timestamp\":\"2026-03-02T10:00:00Z\"}},\"fields\":{{}},\"time\":1772445600.123,\"host\":\"h\"}}"),
            $"Content-Type: application/json\nContent-Encoding: gzip\nX-Splunk-Request-Channel: {channel}\nUser-Agent: Vector/0.50.0\nAccept: */*");
        Assert.EndsWith("\"ackId\":0}", given.Body, StringComparison.Ordinal);
        Assert.Equal("""200 {"acks":{"0":true}}""", $"{await _hec.AcksAsync("""{"acks":[0]}""", channel: channel)}");
        await KnowsAsync(record);
    }

    [Fact]
    public async Task Fluent_Bit_sends_what_it_tails_as_log_and_raw_lines_of_JSON()
    {
        string[] records = [Make.Record("fluent-tail"), Make.Record("fluent-parsed"), Make.Record("fluent-raw")];
        const string Agent = "User-Agent: Fluent-Bit\nContent-Type: application/json";
        await SendAsync(
            null, "POST /services/collector/event", Hec.Plain,
            BodyTests.Gzip($"{{\"time\":1772445600.000000123,\"event\":{{\"log\":{Make.Quote(records[0])}}}}}{{\"time\":1772445601,\"event\":{records[1]}}}"),
            Agent + "\nContent-Encoding: gzip");
        await SendAsync(null, "POST /services/collector/event?auto_extract_timestamp=true", Hec.Plain, Bytes(Hec.Event(records[2])), Agent);
        await KnowsAsync(records);
    }

    [Fact]
    public async Task Kafka_connect_sends_on_a_channel_and_raw_with_all_said_in_the_query()
    {
        var channel = Guid.NewGuid().ToString().ToUpperInvariant();
        string[] records = [Make.Record("kafka-event"), Make.Record("kafka-raw")];
        var headers = $"X-Splunk-Request-Channel: {channel}\n__splunk_app_name: splunk-connect-for-kafka\n__splunk_app_version: 2.2\nConnection: Keep-Alive\nUser-Agent: Apache-HttpClient/4.5";
        var first = await SendAsync(null, "POST /services/collector/event", Hec.Acking, Bytes($"{{\"event\":{Make.Quote(records[0])},\"index\":\"main\",\"time\":1772445600.123}}\n"), headers);
        Assert.DoesNotContain("Set-Cookie", first.Headers.Keys);
        await SendAsync(null, "POST /services/collector/raw?index=main&sourcetype=aws%3Acloudtrail&source=kafka", Hec.Acking, Bytes(records[1] + "\n"), headers);
        Assert.Equal("""200 {"acks":{"0":true,"1":true}}""", $"{await _hec.AcksAsync("""{"acks":[0,1]}""", channel: channel)}");
        await KnowsAsync(records);
    }

    [Fact]
    public async Task Firehose_probes_with_nothing_sends_raw_on_its_channel_and_polls_until_all_is_true()
    {
        var channel = Guid.NewGuid().ToString();
        var query = "?channel=" + channel;
        Assert.Equal("""400 {"text":"No data","code":5}""", $"{await _hec.RawAsync("", Hec.Acking, query: query)}");

        string[] records = [Make.Record("fh-1"), Make.Record("fh-2"), Make.Record("fh-3"), Make.Record("fh-4"), Make.Record("fh-5")];
        string[] bodies =
        [
            records[0] + records[1],
            Make.Wrap("detail", records[2]),
            $"{{\"messageType\":\"DATA_MESSAGE\",\"owner\":\"111122223333\",\"logGroup\":\"g\",\"logEvents\":[{{\"id\":\"1\",\"timestamp\":1772445600000,\"message\":{Make.Quote(records[3])}}}]}}",
            Make.AwsLogs($"{{\"messageType\":\"DATA_MESSAGE\",\"logEvents\":[{{\"message\":{Make.Quote(records[4])}}}]}}"),
        ];
        foreach (var (body, id) in bodies.Select((b, i) => (b, i)))
        {
            Assert.Equal($"{{\"text\":\"Success\",\"code\":0,\"ackId\":{id}}}", (await _hec.RawAsync(body, Hec.Acking, query: query)).Body);
        }

        Assert.Equal("""200 {"acks":{"0":true,"1":true,"2":true,"3":true}}""", $"{await _hec.PostAsync("/services/collector/ack" + query, Bytes("""{"acks":[0,1,2,3]}"""), Hec.Acking)}");
        await KnowsAsync(records);
    }

    [Fact]
    public async Task A_Splunk_forwarder_is_turned_away_loudly() =>
        Assert.Equal(404, (await _hec.PostAsync("/services/collector/s2s", Bytes("--splunk-cooked-mode-v3--"))).Status);

    private async Task<HecSaid> SendAsync(Wire? wire, string line, string token, byte[] body, string headers)
    {
        using var own = wire is null ? await Wire.OpenAsync(_hec.Client.BaseAddress!.Port) : null;
        wire ??= own!;
        await wire.SendAsync($"{line} HTTP/1.1\nHost: capture:8088\nAuthorization: Splunk {token}\nContent-Length: {body.Length}\n{headers}\n\n", body);
        var said = await wire.AnswerAsync();
        Assert.True(said.Status == 200 && said.Body.StartsWith("""{"text":"Success","code":0""", StringComparison.Ordinal), $"{said}");
        return said;
    }

    private async Task KnowsAsync(params string[] records)
    {
        foreach (var record in records)
        {
            Assert.True(await _hec.KnowsAsync(record), record);
        }
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
