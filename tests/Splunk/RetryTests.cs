using TrailWatch.Splunk.Delivery;
using TrailWatch.Tests.Splunk.FakeHec;
using Xunit;

namespace TrailWatch.Tests.Splunk;

public sealed class RetryTests
{
    [Theory]
    [InlineData("500")]
    [InlineData("502")]
    [InlineData("504")]
    [InlineData("reset")]
    [InlineData("half an answer")]
    public async Task C24_C29_What_may_have_been_indexed_is_sent_again_and_says_so(string failure)
    {
        await using var server = await HecServer.StartAsync();
        server.Next(Steps.Named(failure));
        await using var run = await DeliveryRun.StartAsync(server, InMemoryOutbox.With(Parcels.Many(2)));
        await run.UntilAsync(() => run.Outbox.IsEmpty);
        Assert.Equal(["p0", "p1", "p0", "p1"], server.Ids);
        Assert.Equal([null, null, true, true], server.Index.Select(e => (bool?)e["event"]!["resent"]));
        Assert.All(run.Outbox.Of(SettlementKind.Retry), settled => Assert.True(settled.Ambiguous));
    }

    [Theory]
    [InlineData("429")]
    [InlineData("busy")]
    [InlineData("shutting down")]
    [InlineData("503 of a proxy")]
    public async Task C25_C29_What_was_not_taken_is_sent_again_without_a_mark(string failure)
    {
        await using var server = await HecServer.StartAsync();
        server.Next(Steps.Named(failure));
        await using var run = await DeliveryRun.StartAsync(server, InMemoryOutbox.With(Parcels.Many(2)));
        await run.UntilAsync(() => run.Outbox.IsEmpty);
        Assert.Equal(["p0", "p1"], server.Ids);
        Assert.All(server.Index, e => Assert.Null(e["event"]!["resent"]));
        Assert.All(run.Outbox.Of(SettlementKind.Retry), settled => Assert.False(settled.Ambiguous));
        Assert.Equal(2, run.Outbox.Of(SettlementKind.Retry).Count);
    }

    [Fact]
    public async Task C29_Nobody_at_the_address_is_clean_and_delivery_begins_when_somebody_is()
    {
        string url;
        await using (var gone = await HecServer.StartAsync())
        {
            url = gone.Url;
        }

        await using var run = await DeliveryRun.StartAsync([url], InMemoryOutbox.With(Parcels.Many(2)));
        await run.UntilAsync(() => run.Outbox.Of(SettlementKind.Retry).Count >= 4);
        Assert.All(run.Outbox.Settled, settled => Assert.Equal((false, null), (settled.Ambiguous, settled.HttpStatus)));

        await using var server = await HecServer.StartAsync(url: url);
        await run.UntilAsync(() => run.Outbox.IsEmpty);
        Assert.Equal(["p0", "p1"], server.Ids.Order());
        Assert.All(server.Index, e => Assert.Null(e["event"]!["resent"]));
    }

    [Theory]
    [InlineData(29, false)]
    [InlineData(30, true)]
    public async Task C30_An_answer_is_awaited_for_the_timeout_and_no_longer(int seconds, bool over)
    {
        await using var server = await HecServer.StartAsync();
        var gate = new TaskCompletionSource();
        server.Next(Steps.After(gate.Task, Steps.Ok));
        await using var run = await DeliveryRun.StartAsync(server, InMemoryOutbox.With(Parcels.One("p0")), ("TimeoutSeconds", "30"), ("Batch:AgeMs", "1"));

        // In small steps: on a slow machine the clock runs on between the sending and the look at it.
        await run.UntilAsync(() => server.EventRequests.Count == 1, 1);
        run.Time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(over ? 0 : 1));
        if (over)
        {
            await run.UntilAsync(() => run.Outbox.Of(SettlementKind.Retry).Count == 1, 1);
            Assert.True(Assert.Single(run.Outbox.Of(SettlementKind.Retry)).Ambiguous);
        }

        gate.SetResult();
        await run.UntilAsync(() => run.Outbox.IsEmpty, 1);
        Assert.Equal(over ? 1 : 0, run.Outbox.Of(SettlementKind.Retry).Count);
    }

    [Fact]
    public async Task C27_The_pauses_grow_are_jittered_and_end_at_their_cap()
    {
        await using var server = await HecServer.StartAsync();
        List<DateTimeOffset> asked = [];
        DeliveryRun? run = null;
        server.Otherwise = exchange =>
        {
            asked.Add(run!.Time.GetUtcNow());
            return asked.Count <= 9 ? Steps.Busy()(exchange) : Steps.Ok(exchange);
        };
        run = DeliveryRun.Build([server.Url], InMemoryOutbox.With(Parcels.One("p0")), ("Retry:BreakerFailures", "1000"), ("Retry:CapSeconds", "20"), ("Batch:AgeMs", "1"));
        await using (run)
        {
            await run.StartAsync();
            await run.UntilAsync(() => run.Outbox.IsEmpty);
        }

        var pauses = asked.Zip(asked.Skip(1), (from, to) => (to - from).TotalSeconds).ToList();
        Assert.True(pauses.Take(3).Sum() < pauses.TakeLast(3).Sum(), string.Join(' ', pauses));
        Assert.All(pauses, pause => Assert.InRange(pause, 0, 20 + 10));
        Assert.Contains(pauses, pause => pause > 10);
    }

    [Theory]
    [InlineData(40, 40)]
    [InlineData(3_600, 300)]
    public async Task C27_The_servers_hint_is_honoured_up_to_its_cap(int hint, int paused)
    {
        await using var server = await HecServer.StartAsync();
        server.Next(Steps.AtCapacity(hint));
        await using var run = await DeliveryRun.StartAsync(server, InMemoryOutbox.With(Parcels.One("p0")));
        await run.UntilAsync(() => run.Outbox.Settled.Count == 1, 1_000);
        var began = run.Time.GetUtcNow();
        await run.UntilAsync(() => run.Outbox.IsEmpty, 1_000);
        Assert.InRange((run.Time.GetUtcNow() - began).TotalSeconds, paused - 15, paused + 60);
        Assert.Equal(TimeSpan.FromSeconds(paused), run.Outbox.Of(SettlementKind.Retry)[0].RetryAfter);
    }

    [Fact]
    public async Task A_receiver_near_its_capacity_took_everything()
    {
        await using var server = await HecServer.StartAsync();
        server.Next(exchange =>
        {
            exchange.Index(int.MaxValue);
            return exchange.AnswerAsync(200, 24, HecTexts.Of(24));
        });
        await using var run = await DeliveryRun.StartAsync(server, InMemoryOutbox.With(Parcels.Many(2)));
        await run.UntilAsync(() => run.Outbox.IsEmpty);
        Assert.Equal(["p0", "p1"], server.Ids);
        Assert.Equal(["p0", "p1"], run.Outbox.Delivered);
    }

    [Fact]
    public async Task A_200_that_is_no_HEC_answer_is_not_called_confirmed()
    {
        await using var server = await HecServer.StartAsync();
        server.Next(Steps.Html(200));
        await using var run = await DeliveryRun.StartAsync(server, InMemoryOutbox.With(Parcels.One("p0")));
        await run.UntilAsync(() => run.Outbox.IsEmpty);
        Assert.Equal(SettlementKind.DeliveredUnconfirmed, Assert.Single(run.Outbox.Settled).Kind);
    }

    [Fact]
    public async Task While_the_store_is_away_nothing_is_forgotten_and_nothing_sent_twice()
    {
        await using var server = await HecServer.StartAsync();
        var outbox = InMemoryOutbox.With(Parcels.Many(3));
        outbox.LeaseFaults.Enqueue(new TimeoutException("the store"));
        outbox.LeaseFaults.Enqueue(new OperationCanceledException("somebody else's"));
        for (var n = 0; n < 6; n++)
        {
            outbox.SettleFaults.Enqueue(new TimeoutException("the store"));
        }

        await using var run = await DeliveryRun.StartAsync(server, outbox);
        await run.UntilAsync(() => server.Ids.Count == 3);
        outbox.Add(Parcels.One("later"));
        await run.UntilAsync(() => outbox.IsEmpty);
        Assert.Equal(["p0", "p1", "p2", "later"], server.Ids);
    }
}
