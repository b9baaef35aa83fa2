using System.Globalization;
using TrailWatch.Tests.Splunk.FakeHec;
using Xunit;

namespace TrailWatch.Tests.Service;

/// <summary>The way of findings from the batch that makes them to Splunk's index, through the whole service.</summary>
public sealed class DeliveryTests
{
    private const string Queue = "/v1/deliveries";

    [Fact]
    public async Task A_finding_reaches_Splunk_in_each_format_with_its_index_and_indexed_fields()
    {
        await using var splunk = await HecServer.StartAsync();
        await using var service = Delivering(splunk, ("Splunk:Hec:Format:0", "native"), ("Splunk:Hec:Format:1", "rba"), ("Splunk:Hec:Format:2", "ocsf"),
            ("Splunk:Hec:Indexes:rba", "risk"), ("Splunk:Hec:Host", "trailwatch-1"), ("Splunk:Hec:Endpoints:0:Index", "aws"));
        using var client = service.CreateClient();
        var answer = (await client.PostAsync(Record("ann"), path: "/v1/events?deliver=sync")).Good();
        Assert.Equal("delivered", answer.Text("delivery"));
        var finding = Assert.Single(answer.Findings);

        var sent = splunk.Index.ToLookup(e => (string)e["sourcetype"]!);
        Assert.Equal(["trailwatch:finding", "trailwatch:ocsf", "trailwatch:risk", "trailwatch:risk"], sent.SelectMany(s => s.Select(_ => s.Key)).Order(StringComparer.Ordinal));
        var native = Assert.Single(sent["trailwatch:finding"]);
        Assert.Equal((string)finding["id"]!, (string)native["event"]!["finding_id"]!);
        Assert.Equal(["user", "other"], sent["trailwatch:risk"].Select(e => (string)e["event"]!["risk_object_type"]!));
        Assert.All(sent["trailwatch:risk"], e => Assert.Equal("risk", (string)e["index"]!));
        Assert.Equal(("aws", "trailwatch-1", "trailwatch:api-activity-without-mfa"), ((string)native["index"]!, (string)native["host"]!, (string)native["source"]!));
        Assert.Equal(Seconds((string)finding["lastTime"]!), (decimal)native["time"]!);
        Assert.Equal(
            """{"rule_id":"api-activity-without-mfa","rule_severity":"low","aws_account":"111122223333","aws_region":"eu-west-1","mitre_attack":"T1078.004"}""",
            native["fields"]!.ToJsonString());
        Assert.Empty(native["fields"]!.AsObject().Select(f => f.Key).Intersect(native["event"]!.AsObject().Select(f => f.Key)));
    }

    [Fact]
    public async Task The_time_of_detection_may_be_the_time_in_Splunk()
    {
        await using var splunk = await HecServer.StartAsync();
        await using var service = Delivering(splunk, ("Splunk:Hec:Time", "detectionTime"));
        using var client = service.CreateClient();
        (await client.PostAsync(Record("ann"), path: "/v1/events?deliver=sync")).Good();
        var time = DateTimeOffset.FromUnixTimeMilliseconds((long)((decimal)splunk.Index.Single()["time"]! * 1000));
        Assert.InRange(time, TimeProvider.System.GetUtcNow().AddMinutes(-2), TimeProvider.System.GetUtcNow());
    }

    [Fact]
    public async Task C46_A_caller_that_does_not_wait_hears_that_the_findings_are_queued_and_one_without_findings_hears_nothing()
    {
        await using var splunk = await HecServer.StartAsync();
        var gate = new TaskCompletionSource();
        splunk.Otherwise = Steps.After(gate.Task, Steps.Ok);
        await using var service = Delivering(splunk);
        using var client = service.CreateClient();
        Assert.Equal("queued", (await client.PostAsync(Record("ann"))).Good().Text("delivery"));
        Assert.False((await client.PostAsync("[]")).Good().Json.ContainsKey("delivery"));
        Assert.False((await client.PostAsync(Record("bob"), path: "/v1/events?mode=dryRun")).Good().Json.ContainsKey("delivery"));
        gate.SetResult();
        Assert.Equal("delivered", (await client.PostAsync(Record("ann"), path: "/v1/events?deliver=sync")).Good().Text("delivery"));
        Assert.Single(splunk.Ids);
    }

    [Fact]
    public async Task C23_What_Splunk_refuses_is_listed_with_its_reason_and_delivered_by_a_replay()
    {
        await using var splunk = await HecServer.StartAsync();
        splunk.AllowedIndexes = ["main"];
        await using var service = Delivering(splunk, ("Splunk:Hec:Endpoints:0:Index", "aws"));
        using var client = service.CreateClient();
        var answer = (await client.PostAsync(Record("ann"), path: "/v1/events?deliver=sync")).Good();
        Assert.Equal("failed", answer.Text("delivery"));
        var dead = Assert.Single((await client.ReadAsync(Queue + "?state=dead")).Good().Items);
        Assert.Equal(
            ((string)answer.Findings.Single()["id"]!, "native", "dead", 1, 7, 400), ((string)dead["findingId"]!, (string)dead["format"]!, (string)dead["state"]!,
            (int)dead["attempts"]!, (int)dead["hecCode"]!, (int)dead["httpStatus"]!));
        Assert.Contains("Incorrect index", (string)dead["reason"]!, StringComparison.Ordinal);
        Assert.Contains(new Uri(splunk.Url).Authority, (string)dead["endpoint"]!, StringComparison.Ordinal);
        Assert.NotNull(dead["firstAttempt"]);

        splunk.AllowedIndexes = ["main", "aws"];
        Assert.Equal(1, (await client.PostAsync("""{"state":"dead"}""", path: Queue + "/replay")).Good().Number("queued"));
        await EmptyAsync(client);
        Assert.Equal([(string)dead["findingId"]!], splunk.Ids);
        Assert.Empty((await client.ReadAsync(Queue + "?state=dead")).Good().Items);
    }

    [Fact]
    public async Task What_is_delivered_can_be_sent_again_by_its_id_and_says_that_it_may_be_there_twice()
    {
        await using var splunk = await HecServer.StartAsync();
        await using var service = Delivering(splunk);
        using var client = service.CreateClient();
        var id = (string)(await client.PostAsync(Record("ann"), path: "/v1/events?deliver=sync")).Good().Findings.Single()["id"]!;
        (await client.PostAsync($$"""{"findingIds":["{{id}}"]}""", path: Queue + "/replay")).Good();
        await EmptyAsync(client);
        Assert.Equal([null, true], splunk.Index.Select(e => (bool?)e["event"]!["resent"]));
        Assert.Equal([id, id], splunk.Ids);
    }

    [Fact]
    public async Task A_refused_token_degrades_readiness_keeps_all_and_a_flush_tries_at_once()
    {
        await using var splunk = await HecServer.StartAsync();
        splunk.Disabled.Add(HecServer.Token);
        await using var service = Delivering(splunk, ("Splunk:Hec:Retry:BaseMs", "60000"), ("Splunk:Hec:Retry:HoldCapSeconds", "3600"));
        using var client = service.CreateClient();
        (await client.PostAsync(Record("ann"))).Good();
        await ReadyAsync(client, said => said != "healthy");
        var ready = (await client.ReadAsync("/readyz")).Good();
        Assert.Contains("Token disabled", (string)ready.Json["checks"]!["splunk"]!, StringComparison.Ordinal);
        Assert.DoesNotContain(HecServer.Token, ready.Body, StringComparison.Ordinal);
        Assert.Empty((await client.ReadAsync(Queue + "?state=dead")).Good().Items);

        splunk.Disabled.Clear();
        var before = (await client.PostAsync("", path: Queue + "/flush")).Good().Json["endpoints"]!.AsArray().Single()!;
        Assert.Equal("held", (string)before["state"]!);
        await EmptyAsync(client);
        Assert.Single(splunk.Ids);
        await ReadyAsync(client, said => said == "healthy");
    }

    [Fact]
    public async Task Readiness_fails_without_Splunk_only_where_the_operator_wants_it()
    {
        await using var splunk = await HecServer.StartAsync();
        splunk.Disabled.Add(HecServer.Token);
        await using var service = Delivering(splunk, ("Splunk:Hec:RequireForReadiness", "true"));
        using var client = service.CreateClient();
        Assert.Equal(200, (await client.ReadAsync("/readyz")).Status);
        (await client.PostAsync(Record("ann"))).Good();
        await ReadyAsync(client, said => said != "healthy");
        Assert.Equal(503, (await client.ReadAsync("/readyz")).Status);
    }

    [Fact]
    public async Task The_test_call_sends_a_marked_event_to_each_endpoint_and_tells_what_it_said()
    {
        await using var good = await HecServer.StartAsync();
        await using var bad = await HecServer.StartAsync();
        bad.Disabled.Add(HecServer.Token);
        await using var service = Delivering(good, ("Splunk:Hec:Endpoints:1:Url", bad.Url), ("Splunk:Hec:Endpoints:1:Token", HecServer.Token));
        using var client = service.CreateClient();
        var endpoints = (await client.PostAsync("", path: Queue + "/test")).Good().Json["endpoints"]!.AsArray();
        Assert.Equal([(true, 200, 0), (false, 403, 1)], endpoints.Select(e => ((bool)e!["works"]!, (int)e["httpStatus"]!, (int)e["hecCode"]!)));
        var marked = Assert.Single(good.Index);
        Assert.Equal(("trailwatch:test", (string)endpoints[0]!["testId"]!), ((string)marked["sourcetype"]!, (string)marked["event"]!["test_id"]!));
        Assert.Empty(bad.Index);
    }

    [Theory]
    [InlineData("/test", "")]
    [InlineData("/flush", "")]
    [InlineData("/replay", """{"findingIds":["ffffffffffffffffffffffffffffffff"]}""")]
    public async Task Without_an_endpoint_the_calls_say_what_to_configure(string call, string body)
    {
        await using var service = new TrailWatchFactory();
        using var client = service.CreateClient();
        Assert.Contains("Splunk:Hec:Endpoints", (await client.PostAsync(body, path: Queue + call)).Problem(409, "no-endpoint"), StringComparison.Ordinal);
        Assert.False((await client.PostAsync(Record("ann"))).Good().Json.ContainsKey("delivery"));
        Assert.Empty((await client.ReadAsync(Queue)).Good().Items);
        Assert.Equal(0, (await client.PostAsync("""{"state":"dead"}""", path: Queue + "/replay")).Good().Number("queued"));
    }

    [Theory]
    [InlineData("/v1/events?deliver=later", "deliver must be queue or sync")]
    [InlineData("/v1/events?format=stix", "format must be native, rba, ocsf")]
    public async Task A_parameter_that_is_none_is_named(string path, string sentence)
    {
        await using var service = new TrailWatchFactory();
        using var client = service.CreateClient();
        Assert.Contains(sentence, (await client.PostAsync("[]", path: path)).Problem(400), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Findings_are_answered_in_the_formats_that_a_caller_asks_for()
    {
        await using var service = new TrailWatchFactory();
        using var client = service.CreateClient();
        var answer = (await client.PostAsync(Record("ann"), path: "/v1/events?format=rba,ocsf")).Good();
        var id = (string)answer.Findings.Single()["id"]!;
        Assert.Equal([id, id], answer.Json["rba"]!.AsArray().Select(e => (string)e!["finding_id"]!));
        Assert.Equal([id], answer.Json["ocsf"]!.AsArray().Select(e => (string)e!["finding_info"]!["uid"]!));
        Assert.False((await client.PostAsync(Record("ann"), path: "/v1/events?format=native")).Good().Json.ContainsKey("rba"));
    }

    private static TrailWatchFactory Delivering(HecServer splunk, params (string Key, string Value)[] settings) => TrailWatchFactory.With(
    [
        ("Splunk:Hec:Endpoints:0:Url", splunk.Url), ("Splunk:Hec:Endpoints:0:Token", HecServer.Token), ("Splunk:Hec:Batch:AgeMs", "20"),
        ("Splunk:Hec:StartupCheck", "off"), .. settings,
    ]);

    /// <summary>A call of a user without MFA, which is a finding at once.</summary>
    private static string Record(string user) => $$$"""
        [{"eventVersion":"1.09","eventTime":"2026-03-02T10:00:00Z","eventSource":"ec2.amazonaws.com","eventName":"StopInstances","awsRegion":"eu-west-1",
          "sourceIPAddress":"198.51.100.7","userAgent":"aws-cli/2.15","eventID":"{{{user}}}-1","eventType":"AwsApiCall","recipientAccountId":"111122223333",
          "userIdentity":{"type":"IAMUser","principalId":"AIDA{{{user}}}","arn":"arn:aws:iam::111122223333:user/{{{user}}}","accountId":"111122223333",
            "accessKeyId":"AKIAIOSFODNN7EXAMPLE","userName":"{{{user}}}"}}]
        """;

    private static async Task EmptyAsync(HttpClient client)
    {
        while ((await client.ReadAsync(Queue + "?state=pending")).Good().Items.Any())
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    private static async Task ReadyAsync(HttpClient client, Predicate<string> says)
    {
        while (!says((string)(await client.ReadAsync("/readyz")).Json["checks"]!["splunk"]!))
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    private static decimal Seconds(string time) => DateTimeOffset.Parse(time, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds() / 1000m;
}
