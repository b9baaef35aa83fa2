using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using TrailWatch.Tests.CloudTrail;
using TrailWatch.Tests.Service;
using Xunit;

namespace TrailWatch.Tests.Collector;

/// <summary>What senders hear when there is no room, no store, or an end.</summary>
public sealed class PressureTests
{
    private const string Event = """{"event":"x"}""";
    private const string Busy = """503 {"text":"Server is busy","code":9}""";
    private const string Unhealthy = """503 {"text":"HEC is unhealthy, queues are full","code":18}""";
    private const string Healthy = """200 {"text":"HEC is healthy","code":17}""";
    private const string Stopping = """503 {"text":"Server is shutting down","code":23}""";

    [Fact]
    public async Task H43_Without_room_a_request_is_503_code_9_and_nothing_is_taken()
    {
        await using var hec = Hec.With(("Collector:MaxConcurrent", "1"), ("Collector:MaxWaiting", "0"));
        using var slow = await OccupyAsync(hec);
        var record = Make.Record("h43");
        Assert.Equal(Busy, $"{await hec.EventsAsync(Hec.Event(record))}");
        Assert.Equal(Busy, $"{await hec.RawAsync(record, Hec.Acking, Hec.Channel)}");
        Assert.False(await hec.KnowsAsync(record));
        Assert.Equal(200, await FinishAsync(slow));
        Assert.Equal(200, (await hec.EventsAsync(Hec.Event(record))).Status);
    }

    [Fact]
    public async Task H43_Or_429_code_26_and_when_to_come_again()
    {
        await using var hec = Hec.With(
            ("Collector:MaxConcurrent", "1"), ("Collector:MaxWaiting", "0"), ("Collector:WhenFull", "TooManyRequests"), ("Collector:RetryAfterSeconds", "7"));
        using var slow = await OccupyAsync(hec);
        var said = await hec.EventsAsync(Event);
        Assert.Equal("""429 {"text":"HEC queue is at capacity and cannot process any more requests","code":26}""", $"{said}");
        Assert.Equal("7", said.Headers["Retry-After"]);
    }

    [Fact]
    public async Task H43_A_few_requests_wait_for_their_turn()
    {
        await using var hec = Hec.With(("Collector:MaxConcurrent", "1"), ("Collector:MaxWaiting", "1"));
        using var slow = await OccupyAsync(hec, full: false);
        var waiting = hec.EventsAsync(Event);
        await UntilAsync(hec, Unhealthy);
        Assert.Equal(Busy, $"{await hec.EventsAsync(Event)}");
        Assert.False(waiting.IsCompleted);
        Assert.Equal(200, await FinishAsync(slow));
        Assert.Equal("200 " + Hec.Success, $"{await waiting}");
    }

    [Fact]
    public async Task H43_Bytes_are_bounded_too()
    {
        await using var hec = Hec.With(("Collector:MaxBytesInFlight", $"{1 << 20}"));
        using var slow = await hec.WireAsync(Head(1 << 20));
        await UntilAsync(hec, Unhealthy);
        Assert.Equal(Busy, $"{await hec.EventsAsync(Event)}");
    }

    [Fact]
    public async Task H44_Success_is_code_0_and_no_other() =>
        await WithAsync(async hec => Assert.All([await hec.EventsAsync(Event), await hec.RawAsync("x")], said => Assert.Equal(Hec.Success, said.Body)));

    [Fact]
    public async Task H45_Health_tells_whether_events_would_be_taken_and_looks_at_no_token()
    {
        await using var hec = Hec.With(("Collector:MaxConcurrent", "1"), ("Collector:MaxWaiting", "0"));
        foreach (var token in new[] { Hec.Plain, Hec.Off, "wrong" })
        {
            Assert.Equal(Healthy, $"{await hec.SendAsync(HttpMethod.Get, "/services/collector/health?token=wrong", null, ("Authorization", "Splunk " + token))}");
        }

        using (var slow = await OccupyAsync(hec))
        {
            Assert.Equal(Unhealthy, await HealthAsync(hec));
            Assert.Equal(200, await FinishAsync(slow));
        }

        await UntilAsync(hec, Healthy);
    }

    [Fact]
    public async Task H45_Without_the_store_senders_are_to_come_again()
    {
        await using var hec = new Hec(TrailWatchFactory.With(Hec.Tokens(
            ("Store:Mode", "Redis"), ("Store:ConnectionString", "127.0.0.1:1,connectTimeout=300,asyncTimeout=300,syncTimeout=300"))));
        Assert.Equal(Unhealthy, await HealthAsync(hec));
        Assert.Equal(Busy, $"{await hec.EventsAsync(Hec.Event(Make.Record()))}");
        Assert.Equal(Busy, $"{await hec.AcksAsync("""{"acks":[0]}""")}");
        Assert.Equal(403, (await hec.EventsAsync(Event, "wrong")).Status);
    }

    [Fact]
    public async Task H45_A_store_that_goes_away_is_503_and_what_was_sent_is_taken_when_it_is_back()
    {
        await using var first = await Stores.RedisServer.StartAsync();
        await using var hec = new Hec(TrailWatchFactory.With(Hec.Tokens(
            ("Store:Mode", "Redis"), ("Store:ConnectionString", first.ConnectionString + ",syncTimeout=500"))));
        Assert.Equal(200, (await hec.EventsAsync(Hec.Event(Make.Record("h45")))).Status);
        await first.DisposeAsync();
        var body = Hec.Event(Make.Record("h45 away"));
        Assert.Equal(Busy, $"{await hec.EventsAsync(body, Hec.Acking, Hec.Channel)}");

        await using var second = await Stores.RedisServer.StartAsync(first.Port);
        HecSaid said;
        for (var waited = Stopwatch.StartNew(); (said = await hec.EventsAsync(body, Hec.Acking, Hec.Channel)).Status == 503;)
        {
            Assert.InRange(waited.Elapsed.TotalSeconds, 0, 30);
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        Assert.Equal("""200 {"text":"Success","code":0,"ackId":0}""", $"{said}");
    }

    [Fact]
    public async Task H46_A_service_that_stops_says_so_and_ends_what_it_has_begun()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.Parse("2026-03-03T00:00:00Z", System.Globalization.CultureInfo.InvariantCulture));
        await using var hec = new Hec(TrailWatchFactory.With(Hec.Tokens(("Collector:StopSeconds", "20"))).At(clock));
        using var begun = await OccupyAsync(hec, full: false);
        hec.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        await UntilAsync(hec, Stopping);
        var said = await hec.EventsAsync(Event);
        Assert.Equal(Stopping, $"{said}");
        Assert.Equal("close", said.Headers["Connection"]);
        Assert.Equal(200, await FinishAsync(begun));
        clock.Advance(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task H47_Bad_input_is_never_a_fault_of_ours()
    {
        await using var hec = new Hec();
        var random = new Random(7);
        foreach (var body in new[] { "\0", "{\"event\":{\"eventName\":1,\"eventTime\":[]}}", new string('[', 100_000), "{\"event\":" + new string('[', 5_000) + new string(']', 5_000) + "}", "{\"event\":\"\\ud800\"}", "{\"time\":1e999,\"event\":1}" })
        {
            Assert.InRange((await hec.EventsAsync(body)).Status, 200, 499);
            Assert.InRange((await hec.RawAsync(body)).Status, 200, 499);
        }

        var good = System.Text.Encoding.UTF8.GetBytes(Hec.Event(Make.Record("h47")) + Hec.Event(Make.Quote(Make.Record("h47b"))));
        for (var i = 0; i < 300; i++)
        {
            var bytes = good.ToArray();
            for (var n = random.Next(1, 4); n > 0; n--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            foreach (var path in new[] { "event", "raw", "ack" })
            {
                Assert.InRange((await hec.PostAsync("/services/collector/" + path, bytes, Hec.Acking, Hec.Channel)).Status, 200, 499);
            }
        }
    }

    [Fact]
    public async Task H48_A_large_batch_is_answered_before_senders_lose_patience()
    {
        await using var hec = new Hec();
        var body = string.Concat(Enumerable.Range(0, 5_000).Select(i => Hec.Event(Make.Record($"h48-{i}", name: $"Describe{i % 70}"))));
        var waited = Stopwatch.StartNew();
        Assert.Equal(200, (await hec.EventsAsync(body)).Status);
        Assert.InRange(waited.Elapsed.TotalSeconds, 0, 5);
    }

    private static string Head(int length) => $"""
        POST /services/collector/event HTTP/1.1
        Host: x
        Authorization: Splunk {Hec.Plain}
        Content-Length: {length}


        """;

    /// <summary>A sender that has said what it will send, and not yet sent it.</summary>
    private static async Task<Wire> OccupyAsync(Hec hec, bool full = true)
    {
        var wire = await hec.WireAsync(Head(13) + Event[..5]);
        if (full)
        {
            await UntilAsync(hec, Unhealthy);
        }
        else
        {
            var gate = hec.Services.GetRequiredService<TrailWatch.Collector.Intake.IntakeGate>();
            await UntilAsync(() => Task.FromResult(gate.Inside == 1));
        }

        return wire;
    }

    private static async Task<int> FinishAsync(Wire wire)
    {
        await wire.SendAsync(Event[5..]);
        return (await wire.AnswerAsync()).Status;
    }

    private static Task UntilAsync(Hec hec, string health) => UntilAsync(async () => await HealthAsync(hec) == health);

    private static async Task UntilAsync(Func<Task<bool>> so)
    {
        for (var waited = Stopwatch.StartNew(); !await so();)
        {
            Assert.InRange(waited.Elapsed.TotalSeconds, 0, 30);
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    private static async Task<string> HealthAsync(Hec hec) => $"{await hec.SendAsync(HttpMethod.Get, "/services/collector/health")}";

    private static async Task WithAsync(Func<Hec, Task> test)
    {
        await using var hec = new Hec();
        await test(hec);
    }
}
