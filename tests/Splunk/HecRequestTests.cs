using System.Globalization;
using TrailWatch.Splunk.Delivery;
using TrailWatch.Tests.Splunk.FakeHec;
using Xunit;

namespace TrailWatch.Tests.Splunk;

public sealed class HecRequestTests
{
    [Fact]
    public async Task C01_C02_C03_C04_C05_A_request_is_what_Splunk_wants()
    {
        await using var server = await HecServer.StartAsync();
        var request = await FirstAsync(server, [Parcels.One("p0"), Parcels.One("p1")]);
        Assert.Equal(("POST", "/services/collector/event", "HTTP/1.1"), (request.Method, request.Path, request.Protocol));
        Assert.Equal("Splunk " + HecServer.Token, request.Header("Authorization"));
        Assert.StartsWith("TrailWatch/", request.Header("User-Agent"), StringComparison.Ordinal);
        Assert.Equal("application/json", request.Header("Content-Type"));
        Assert.Equal(request.Sent.Length.ToString(CultureInfo.InvariantCulture), request.Header("Content-Length"));
        Assert.Null(request.Header("Transfer-Encoding"));
        Assert.Equal("TrailWatch", request.Header("__splunk_app_name"));
    }

    [Fact]
    public async Task C01_A_path_before_the_collectors_is_kept()
    {
        await using var server = await HecServer.StartAsync();
        await using var run = await DeliveryRun.StartAsync([server.Url + "/behind/proxy/"], InMemoryOutbox.With(Parcels.One("p0")));
        await run.UntilAsync(() => run.Outbox.IsEmpty);
        Assert.Equal("/behind/proxy/services/collector/event", Assert.Single(server.EventRequests).Path);
    }

    [Theory]
    [InlineData(1_023, true, false)]
    [InlineData(1_024, true, true)]
    [InlineData(1_024, false, false)]
    public async Task C06_From_the_threshold_on_the_body_is_gzip_with_a_length(int bytes, bool gzip, bool packed)
    {
        await using var server = await HecServer.StartAsync();
        var overhead = (await FirstAsync(server, [Parcels.Sized("p0", 0)])).Text.Length;

        await using var other = await HecServer.StartAsync();
        var request = await FirstAsync(other, [Parcels.Sized("p0", bytes - overhead)], ("Gzip", gzip ? "true" : "false"));
        Assert.Equal(bytes, request.Text.Length);
        Assert.Equal(packed ? "gzip" : null, request.Header("Content-Encoding"));
        Assert.Equal(request.Sent.Length.ToString(CultureInfo.InvariantCulture), request.Header("Content-Length"));
        Assert.Equal(packed, request.Sent.Length < request.Text.Length);
    }

    [Fact]
    public async Task C10_Time_is_the_findings_own()
    {
        await using var server = await HecServer.StartAsync();
        var request = await FirstAsync(server, [Parcels.One("p0")]);
        Assert.Contains("\"time\":1791006401.679,", request.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task C36_Every_request_carries_the_lanes_channel_and_no_other_lane_or_process_has_it()
    {
        await using var server = await HecServer.StartAsync();
        HashSet<string?> channels = [];
        for (var start = 0; start < 2; start++)
        {
            await using var run = await DeliveryRun.StartAsync([server.Url, server.Url + "/other"], new InMemoryOutbox(), ("Batch:Count", "1"));
            run.Outbox.Add(Parcels.Many(6));
            await run.UntilAsync(() => run.Outbox.IsEmpty);
            channels.UnionWith(server.EventRequests.Select(r => r.Channel));
        }

        Assert.Equal(12, server.EventRequests.Count);
        Assert.Equal(4, channels.Count);
        Assert.All(channels, channel => Assert.True(Guid.TryParseExact(channel, "D", out _)));
    }

    [Fact]
    public async Task C56_A_redirect_is_not_followed_and_holds_the_lane()
    {
        await using var elsewhere = await HecServer.StartAsync();
        await using var server = await HecServer.StartAsync();
        server.Next(exchange =>
        {
            exchange.Context.Response.Headers.Location = elsewhere.Url + "/services/collector/event";
            return exchange.AnswerAsync(307, "", "text/plain");
        });
        await using var run = await DeliveryRun.StartAsync(server, InMemoryOutbox.With(Parcels.One("p0")));
        await run.UntilAsync(() => run.Outbox.IsEmpty);
        Assert.Empty(elsewhere.Requests);
        Assert.Equal(307, Assert.Single(run.Outbox.Of(SettlementKind.Hold)).HttpStatus);
        Assert.Equal(["p0"], server.Ids);
    }

    [Fact]
    public async Task C16_An_event_too_large_for_Splunk_loses_its_evidence_and_if_that_does_not_do_is_not_sent()
    {
        await using var server = await HecServer.StartAsync();
        var evidence = Parcels.Of("cut", Parcels.Event($$"""{"finding_id":"cut","evidence":{"text":"{{new string('x', 3_000)}}"} }"""));
        await using var run = await DeliveryRun.StartAsync(server, InMemoryOutbox.With(evidence, Parcels.Sized("large", 3_000), Parcels.One("p0")), ("Batch:MaxEventBytes", "2000"));
        await run.UntilAsync(() => run.Outbox.IsEmpty);
        Assert.Equal(["cut", "p0"], server.Ids);
        Assert.True((bool?)server.Index[0]["event"]!["truncated"]);
        var dead = Assert.Single(run.Outbox.Of(SettlementKind.Dead));
        Assert.Equal(("large", "oversize"), (dead.Parcel.Id, dead.Reason));
    }

    [Fact]
    public async Task C11_An_event_that_Splunk_would_call_blank_is_never_sent()
    {
        await using var server = await HecServer.StartAsync();
        await using var run = await DeliveryRun.StartAsync(server, InMemoryOutbox.With(Parcels.Of("blank", Parcels.Event("{}")), Parcels.Of("none"), Parcels.One("p0")));
        await run.UntilAsync(() => run.Outbox.IsEmpty);
        Assert.Equal(["p0"], server.Ids);
        Assert.Equal(["malformed", "There was no event to send for it."], run.Outbox.Of(SettlementKind.Dead).Select(s => s.Reason));
    }

    private static async Task<HecRequest> FirstAsync(HecServer server, Parcel[] parcels, params (string, string)[] settings)
    {
        await using var run = await DeliveryRun.StartAsync(server, InMemoryOutbox.With(parcels), settings);
        await run.UntilAsync(() => run.Outbox.IsEmpty);
        return server.EventRequests[0];
    }
}
