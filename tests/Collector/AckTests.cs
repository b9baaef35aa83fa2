using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using TrailWatch.Collector.Acks;
using TrailWatch.Collector.Tokens;
using TrailWatch.Hosting;
using TrailWatch.Memory;
using TrailWatch.Tests.CloudTrail;
using TrailWatch.Tests.Evaluation;
using TrailWatch.Tests.Service;
using TrailWatch.Tests.Stores;
using Xunit;

namespace TrailWatch.Tests.Collector;

public sealed class AckTests(HecFixture shared) : IClassFixture<HecFixture>
{
    private const string Event = """{"event":"x"}""";
    private readonly Hec _hec = shared.Hec;

    [Theory]
    [InlineData(null, """400 {"text":"Data channel is missing","code":10}""")]
    [InlineData("fe0ecfad", """400 {"text":"Invalid data channel","code":11}""")]
    [InlineData("{fe0ecfad-13d5-401b-847d-77833bd77131}", """400 {"text":"Invalid data channel","code":11}""")]
    public async Task H35_A_channel_must_be_a_GUID(string? channel, string answer)
    {
        Assert.Equal(answer, $"{await _hec.EventsAsync(Event, Hec.Acking, channel)}");
        Assert.Equal(answer, $"{await _hec.AcksAsync("""{"acks":[0]}""", channel: channel)}");
    }

    [Fact]
    public async Task H35_A_channel_stands_in_the_header_or_in_the_query_and_the_header_wins()
    {
        var (mine, other) = (Guid.NewGuid().ToString(), Guid.NewGuid().ToString());
        Assert.EndsWith("\"ackId\":0}", (await _hec.EventsAsync(Event, Hec.Acking, query: "?channel=" + mine.ToUpperInvariant())).Body, StringComparison.Ordinal);
        Assert.EndsWith("\"ackId\":1}", (await _hec.EventsAsync(Event, Hec.Acking, mine, "?channel=" + other)).Body, StringComparison.Ordinal);
        Assert.EndsWith("\"ackId\":0}", (await _hec.EventsAsync(Event, Hec.Acking, other)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task H36_Acknowledgements_count_from_0_on_each_channel()
    {
        var (mine, other) = (Guid.NewGuid().ToString(), Guid.NewGuid().ToString());
        Assert.Equal("""200 {"text":"Success","code":0,"ackId":0}""", $"{await _hec.EventsAsync(Event, Hec.Acking, mine)}");
        Assert.Equal("""200 {"text":"Success","code":0,"ackId":1}""", $"{await _hec.RawAsync("x", Hec.Acking, mine)}");
        Assert.Equal("""200 {"text":"Success","code":0,"ackId":0}""", $"{await _hec.EventsAsync(Event, Hec.Acking, other)}");
    }

    [Fact]
    public async Task H37_What_stands_before_a_fault_is_acknowledged_and_nothing_is_not()
    {
        var channel = Guid.NewGuid().ToString();
        Assert.Equal("""400 {"text":"Invalid data format","code":6,"invalid-event-number":1,"ackId":0}""", $"{await _hec.EventsAsync(Event + "{", Hec.Acking, channel)}");
        Assert.Equal("""400 {"text":"Invalid data format","code":6,"invalid-event-number":0}""", $"{await _hec.EventsAsync("{", Hec.Acking, channel)}");
        Assert.Equal("""400 {"text":"Event field cannot be blank","code":13,"invalid-event-number":1,"ackId":1}""", $"{await _hec.EventsAsync(Event + """{"event":""}""", Hec.Acking, channel)}");
    }

    [Fact]
    public async Task H38_An_acknowledgement_is_true_as_often_as_it_is_asked_for()
    {
        var channel = Guid.NewGuid().ToString();
        await _hec.EventsAsync(Event, Hec.Acking, channel);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal("""200 {"acks":{"-1":false,"0":true,"1":false}}""", $"{await _hec.AcksAsync("""{"acks":[1,0,-1,0]}""", channel: channel)}");
        }

        Assert.Equal("""200 {"acks":{"0":false}}""", $"{await _hec.AcksAsync("""{"acks":["0"]}""", channel: Guid.NewGuid().ToString())}");
        Assert.Equal("""200 {"acks":{}}""", $"{await _hec.AcksAsync("""{"acks":[]}""", channel: channel)}");
    }

    [Fact]
    public async Task H38_Splunk_s_own_way_can_be_had()
    {
        await using var hec = Hec.With(("Collector:AckReadOnce", "true"));
        await hec.EventsAsync(Event, Hec.Acking, Hec.Channel);
        await hec.EventsAsync(Event, Hec.Acking, Hec.Channel);
        Assert.Equal("""200 {"acks":{"0":true,"7":false}}""", $"{await hec.AcksAsync("""{"acks":[0,7]}""")}");
        Assert.Equal("""200 {"acks":{"0":false,"1":true}}""", $"{await hec.AcksAsync("""{"acks":[0,1]}""")}");
    }

    [Fact]
    public async Task H39_What_is_acknowledged_is_evaluated_and_its_findings_are_there()
    {
        await using var hec = new Hec();
        var body = string.Concat(Enumerable.Range(0, 60).Select(i => Hec.Event(Make.Record($"h39-{i}", name: $"Describe{i}"))));
        Assert.Equal("""200 {"text":"Success","code":0,"ackId":0}""", $"{await hec.EventsAsync(body, Hec.Acking, Hec.Channel)}");
        Assert.Contains(await hec.FindingsAsync(), f => f.Contains("excessive-security-scanning", StringComparison.Ordinal));
        Assert.Equal("""200 {"acks":{"0":true}}""", $"{await hec.AcksAsync("""{"acks":[0]}""")}");
    }

    [Theory, InlineData(""), InlineData("{"), InlineData("[]"), InlineData("{}"), InlineData("""{"acks":0}"""), InlineData("""{"acks":["a"]}"""), InlineData("""{"acks":[0.5]}"""), InlineData("""{"acks":[null]}""")]
    public async Task H40_A_body_that_asks_nothing_is_code_6(string body) =>
        Assert.Equal("""400 {"text":"Invalid data format","code":6}""", $"{await _hec.AcksAsync(body)}");

    [Theory, InlineData(null), InlineData("x"), InlineData(Hec.Channel)]
    public async Task H40_A_token_without_acknowledgements_is_code_14_before_anything_else(string? channel) =>
        Assert.Equal("""400 {"text":"ACK is disabled","code":14}""", $"{await _hec.AcksAsync("{", Hec.Plain, channel)}");

    [Fact]
    public async Task H41_Any_replica_answers_for_any_other_and_there_is_no_cookie()
    {
        await using var redis = await RedisServer.StartAsync();
        var settings = Hec.Tokens(("Store:Mode", "Redis"), ("Store:ConnectionString", redis.ConnectionString));
        await using var one = new Hec(TrailWatchFactory.With(settings));
        await using var two = new Hec(TrailWatchFactory.With(settings));
        var given = await one.EventsAsync(Event, Hec.Acking, Hec.Channel);
        Assert.EndsWith("\"ackId\":0}", given.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Set-Cookie", given.Headers.Keys);
        Assert.EndsWith("\"ackId\":1}", (await two.RawAsync("x", Hec.Acking, Hec.Channel)).Body, StringComparison.Ordinal);
        Assert.Equal("""200 {"acks":{"0":true,"1":true,"2":false}}""", $"{await one.AcksAsync("""{"acks":[0,1,2]}""")}");
        Assert.Equal("""200 {"acks":{"0":true,"1":true,"2":false}}""", $"{await two.AcksAsync("""{"acks":[0,1,2]}""")}");
    }

    [Fact]
    public async Task H42_One_channel_too_many_is_429_code_27()
    {
        await using var hec = Hec.With(("Collector:MaxChannels", "1"));
        Assert.Equal(200, (await hec.EventsAsync(Event, Hec.Acking, Hec.Channel)).Status);
        var said = await hec.EventsAsync(Event, Hec.Acking, Guid.NewGuid().ToString());
        Assert.Equal("""429 {"text":"HEC ACK channel is at capacity and cannot process any more requests","code":27}""", $"{said}");
        Assert.Equal("5", said.Headers["Retry-After"]);
        Assert.Equal(200, (await hec.EventsAsync(Event, Hec.Acking, Hec.Channel)).Status);
    }

    [Theory, InlineData(StoreMode.Embedded), InlineData(StoreMode.Redis)]
    public async Task H42_Channels_are_bounded_and_an_idle_one_is_forgotten(StoreMode mode)
    {
        await using var opened = await StoreUnderTest.OpenAsync(mode);
        var clock = new FakeTimeProvider(Some.Morning);
        var acks = Acks(opened.Store, clock, new() { MaxChannels = 2, ChannelIdleSeconds = 600 });
        Assert.Equal([0, 0, null, 1], [await acks.GiveAsync("t", "a"), await acks.GiveAsync("t", "b"), await acks.GiveAsync("t", "c"), await acks.GiveAsync("t", "a")]);
        Assert.Equal(0, await acks.GiveAsync("u", "c"));
        clock.Advance(TimeSpan.FromSeconds(599));
        Assert.Equal(2, await acks.GiveAsync("t", "a"));
        Assert.Null(await acks.GiveAsync("t", "c"));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(0, await acks.GiveAsync("t", "c"));
        Assert.Equal([(0, false)], (await acks.AskAsync("t", "b", [0])).Select(a => ((int)a.Key, a.Value)));
        Assert.All((await acks.AskAsync("t", "a", [0, 1, 2])).Values, Assert.True);
        foreach (var key in new[] { "c", "n" })
        {
            Assert.InRange((await opened.Store.Database.KeyTimeToLiveAsync($"tw:{{hec:t}}:{key}"))!.Value.TotalSeconds, 1, 600);
        }
    }

    [Theory, InlineData(StoreMode.Embedded), InlineData(StoreMode.Redis)]
    public async Task H42_Where_each_is_true_once_those_that_nobody_asks_for_are_bounded(StoreMode mode)
    {
        await using var opened = await StoreUnderTest.OpenAsync(mode);
        var acks = Acks(opened.Store, new(Some.Morning), new() { AckReadOnce = true, MaxPendingAcks = 2 });
        Assert.Equal([0, 1, null], [await acks.GiveAsync("t", "a"), await acks.GiveAsync("t", "a"), await acks.GiveAsync("t", "a")]);
        Assert.Equal([true, false, false], (await acks.AskAsync("t", "a", [0, 2, 9])).Values);
        Assert.Equal(2, await acks.GiveAsync("t", "a"));
        Assert.Equal([false, true, true], (await acks.AskAsync("t", "a", [0, 1, 2])).Values);
        Assert.True((await opened.Store.Database.KeyTimeToLiveAsync("tw:{hec:t}:c")) > TimeSpan.Zero);
    }

    [Theory, InlineData(StoreMode.Embedded), InlineData(StoreMode.Redis)]
    public async Task H36_No_number_is_given_twice_however_many_ask_at_once(StoreMode mode)
    {
        await using var opened = await StoreUnderTest.OpenAsync(mode);
        var acks = Acks(opened.Store, new(Some.Morning), new());
        var given = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => acks.GiveAsync("t", "a")));
        Assert.Equal(Enumerable.Range(0, 200).Select(i => (long?)i), given.Order());
    }

    private static AckStore Acks(IStore store, FakeTimeProvider clock, CollectorOptions options) => new(store, Options.Create(options), clock);
}
