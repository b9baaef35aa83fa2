using System.Text;
using TrailWatch.Collector.Intake;
using TrailWatch.Findings.Outbox;
using TrailWatch.Splunk.Delivery;
using TrailWatch.Splunk.Parcels;
using TrailWatch.Tests.Commands;
using TrailWatch.Tests.Service;
using TrailWatch.Tests.Splunk.FakeHec;
using TrailWatch.Tests.Splunk.Soak;
using TrailWatch.Tests.Stores;
using Xunit;

namespace TrailWatch.Tests.Collector;

/// <summary>TrailWatch in line: what a sender sends reaches Splunk as well, with the same promise as findings.</summary>
public sealed class PassThroughTests
{
    private const string Record =
        """{"eventVersion":"1.09","eventTime":"2026-03-02T10:00:00Z","eventSource":"ec2.amazonaws.com","eventName":"StopInstances","awsRegion":"eu-west-1","sourceIPAddress":"198.51.100.7","userAgent":"aws-cli/2.15","eventID":"ann-1","eventType":"AwsApiCall","recipientAccountId":"111122223333","userIdentity":{"type":"IAMUser","principalId":"AIDAANN","arn":"arn:aws:iam::111122223333:user/ann","accountId":"111122223333","accessKeyId":"AKIAIOSFODNN7EXAMPLE","userName":"ann"}}""";

    [Fact]
    public async Task An_envelope_goes_on_as_it_came_with_the_words_of_query_and_token_and_the_finding_beside_it()
    {
        await using var splunk = await HecServer.StartAsync();
        await using var hec = Passing(splunk, ("Splunk:Receiver:Tokens:plain:SourceType", "aws:cloudtrail"));
        var said = await hec.EventsAsync(
            $$$"""{"time":"1772445600.123456","host":"h1","index":"aws","fields":{"team":"red","tags":["a","b"]},"unknown":1,"event":{{{Record}}}}{"event":"no CloudTrail","source":"own"}""",
            query: "?source=asked");
        Assert.Equal(Hec.Success, said.Body);
        await SettledAsync(hec);

        var passed = splunk.Index.Where(e => (string?)e["sourcetype"] == "aws:cloudtrail").ToList();
        Assert.Equal(
            [
                $$$"""{"time":1772445600.123456,"host":"h1","source":"asked","sourcetype":"aws:cloudtrail","index":"aws","event":{{{Record}}},"fields":{"team":"red","tags":["a","b"]}}""",
                """{"source":"own","sourcetype":"aws:cloudtrail","event":"no CloudTrail"}""",
            ],
            passed.Select(e => e.ToJsonString()).OrderDescending(StringComparer.Ordinal));
        Assert.Equal("api-activity-without-mfa", (string)Assert.Single(splunk.Index, e => (string?)e["sourcetype"] == "trailwatch:finding")["event"]!["detection"]!);
    }

    [Fact]
    public async Task Raw_documents_go_on_with_their_own_time_and_other_lines_as_texts()
    {
        await using var splunk = await HecServer.StartAsync();
        await using var hec = Passing(splunk);
        await hec.RawAsync(Record + Record + "[1, 2]", query: "?sourcetype=raw1");
        await hec.RawAsync("one \"line\"\r\n\n{\"half\":\n", query: "?sourcetype=raw2");
        await SettledAsync(hec);
        var sent = splunk.Index.Where(e => ((string)e["sourcetype"]!).StartsWith("raw", StringComparison.Ordinal)).ToLookup(e => (string)e["sourcetype"]!);
        Assert.Equal(["1772445600", "1772445600", null], sent["raw1"].Select(e => e["time"]?.ToJsonString()));
        Assert.Equal([Record, Record, "[1,2]"], sent["raw1"].Select(e => e["event"]!.ToJsonString()));
        Assert.Equal(["one \"line\"", "{\"half\":"], sent["raw2"].Select(e => (string)e["event"]!));
    }

    [Fact]
    public async Task What_is_not_taken_is_not_passed_on()
    {
        await using var splunk = await HecServer.StartAsync();
        await using var hec = Passing(splunk);
        Assert.Equal(400, (await hec.EventsAsync($$$"""{"event":{{{Record}}}}{"event":"no CloudTrail"}{"event":{{{Record}}}}""", Hec.Strict)).Status);
        Assert.Equal(400, (await hec.EventsAsync("""{"event":"good","sourcetype":"t"}{"event":""}{"event":"after"}""")).Status);
        Assert.Equal(403, (await hec.EventsAsync("""{"event":"foreign"}""", "55555555-5555-4555-8555-555555555555")).Status);
        await SettledAsync(hec);
        Assert.Equal(
            [Record, "\"good\""], splunk.Index.Where(e => (string?)e["sourcetype"] != "trailwatch:finding").Select(e => e["event"]!.ToJsonString()).OrderDescending(StringComparer.Ordinal));
    }

    [Fact]
    public async Task While_Splunk_is_away_originals_wait_listed_and_past_the_limit_there_is_no_room()
    {
        await using var splunk = await HecServer.StartAsync();
        splunk.Disabled.Add(HecServer.Token);
        await using var hec = Passing(splunk, ("Splunk:Receiver:MaxPassing", "2"), ("Splunk:Hec:Retry:BaseMs", "20"), ("Splunk:Hec:Retry:HoldCapSeconds", "1"));
        Assert.Equal(200, (await hec.EventsAsync("""{"event":"a"}""")).Status);
        Assert.Equal(200, (await hec.EventsAsync("""{"event":"b"}""")).Status);
        Assert.Equal((503, """{"text":"Server is busy","code":9}"""), await hec.EventsAsync("""{"event":"c"}""") is var full ? (full.Status, full.Body) : default);
        var waiting = (await hec.Client.ReadAsync("/v1/deliveries?state=pending")).Good().Items.ToList();
        Assert.Equal(["original", "original"], waiting.Select(d => (string)d["format"]!));

        splunk.Disabled.Clear();
        await SettledAsync(hec);
        Assert.Equal(["a", "b"], splunk.Index.Select(e => (string)e["event"]!).Order(StringComparer.Ordinal));
        Assert.Equal(200, (await hec.EventsAsync("""{"event":"c"}""")).Status);
    }

    [Fact]
    public async Task What_Splunk_may_have_already_says_so_in_an_indexed_field()
    {
        await using var splunk = await HecServer.StartAsync();
        splunk.Next(Steps.IndexThenFail());
        await using var hec = Passing(splunk, ("Splunk:Hec:Retry:BaseMs", "20"));
        await hec.EventsAsync("""{"event":"a","fields":{"team":"red"}}""");
        await SettledAsync(hec);
        Assert.Equal(
            ["""{"event":"a","fields":{"team":"red"}}""", """{"event":"a","fields":{"team":"red","trailwatch_resent":"true"}}"""], splunk.Index.Select(e => e.ToJsonString()));
    }

    [Theory]
    [InlineData("""{"event":"a"}""", """{"event":"a","fields":{"trailwatch_resent":"true"}}""")]
    [InlineData("""{"event":{"x":1},"fields":{}}""", """{"event":{"x":1},"fields":{"trailwatch_resent":"true"}}""")]
    [InlineData("""{"event":"\ud800","fields":{"a":"1","a":"2"}}""", """{"event":"\ud800","fields":{"a":"1","a":"2","trailwatch_resent":"true"}}""")]
    public void The_mark_is_put_in_and_nothing_else_is_touched(string envelope, string marked)
    {
        var original = new LeasedOriginal("0", Encoding.UTF8.GetBytes(envelope + envelope), new Hold(2, true, 0, "", 1));
        Assert.Equal([marked, marked], OriginalEvents.Of(original).Cast<SealedEvent>().Select(e => Encoding.UTF8.GetString(e.Envelope)));
    }

    [Fact]
    public async Task What_Splunk_would_never_take_is_refused_and_a_channel_too_many_is_told_before_anything_is_taken()
    {
        await using var splunk = await HecServer.StartAsync();
        await using var hec = Passing(splunk, ("Splunk:Receiver:MaxChannels", "1"));
        Assert.Equal(413, (await hec.RawAsync($"{{\"text\":\"{new string('x', Originals.MostEventBytes)}\"}}")).Status);
        Assert.Equal(200, (await hec.EventsAsync("""{"event":"a"}""", Hec.Acking, Hec.Channel)).Status);
        Assert.Equal(429, (await hec.EventsAsync("""{"event":"b"}""", Hec.Acking, Guid.NewGuid().ToString())).Status);
        await SettledAsync(hec);
        Assert.Equal(["a"], splunk.Index.Select(e => (string)e["event"]!));
    }

    [Fact]
    public async Task While_too_much_waits_health_says_so()
    {
        await using var splunk = await HecServer.StartAsync();
        splunk.Disabled.Add(HecServer.Token);
        await using var hec = Passing(splunk, ("Splunk:Receiver:MaxPassing", "1"));
        Assert.Equal(200, (await hec.SendAsync(HttpMethod.Get, "/services/collector/health")).Status);
        Assert.Equal(200, (await hec.EventsAsync("""{"event":"a"}""")).Status);
        Assert.Equal(503, (await hec.SendAsync(HttpMethod.Get, "/services/collector/health")).Status);
    }

    [Fact]
    public async Task Many_events_go_on_in_pieces_and_none_is_missing()
    {
        await using var splunk = await HecServer.StartAsync();
        await using var hec = Passing(splunk);
        await hec.EventsAsync(string.Concat(Enumerable.Range(0, 1_001).Select(n => $$"""{"event":"{{n}} {{new string('x', n)}}"}""")));
        await SettledAsync(hec);
        Assert.Equal(Enumerable.Range(0, 1_001), splunk.Index.Select(e => int.Parse(((string)e["event"]!).Split(' ')[0], null)).Order());
    }

    [Fact]
    public async Task Without_a_Splunk_to_pass_to_the_start_is_refused_with_a_sentence()
    {
        using var folder = new ScratchDirectory();
        var (code, output, error) = await ShellProcess.RunAsync(folder.Path, $"--urls=http://127.0.0.1:{ServiceProcess.FreePort()}", "--Splunk:Receiver:PassThrough=true");
        Assert.NotEqual(0, code);
        Assert.Contains("Splunk:Receiver:PassThrough needs a Splunk to pass to: set Splunk:Hec:Endpoints:0:Url", output + error, StringComparison.Ordinal);
    }

    private static Hec Passing(HecServer splunk, params (string Key, string Value)[] more) => Hec.With(
    [
        ("Splunk:Receiver:PassThrough", "true"), ("Splunk:Hec:Endpoints:0:Url", splunk.Url), ("Splunk:Hec:Endpoints:0:Token", HecServer.Token),
        ("Splunk:Hec:Batch:AgeMs", "20"), ("Splunk:Hec:StartupCheck", "off"), .. more,
    ]);

    /// <summary>Nothing waits any more.</summary>
    private static async Task SettledAsync(Hec hec)
    {
        while ((await hec.Client.ReadAsync("/v1/deliveries?state=pending")).Good().Items.Any())
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
