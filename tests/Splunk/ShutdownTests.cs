using TrailWatch.Splunk.Delivery;
using TrailWatch.Tests.Splunk.FakeHec;
using Xunit;

namespace TrailWatch.Tests.Splunk;

public sealed class ShutdownTests
{
    [Fact]
    public async Task C48_A_batch_that_waits_for_company_goes_out_at_once()
    {
        await using var server = await HecServer.StartAsync();
        await using var run = await DeliveryRun.StartAsync(server, InMemoryOutbox.With(Parcels.Many(3)), ("Batch:AgeMs", "60000"));
        await run.UntilAsync(() => run.Outbox.Leased.Count == 3, 0);
        await run.StopAsync();
        Assert.Equal(3, server.Ids.Count);
        AssertAccount(run, "Of 3 events taken from the outbox 3 were delivered, 0 delivered without confirmation, 0 given up as dead letters, 0 returned");
    }

    [Fact]
    public async Task C48_What_is_under_way_is_finished_and_its_acknowledgement_awaited()
    {
        await using var server = await HecServer.StartAsync();
        server.UseAck = true;
        server.Acks.Withhold = true;
        var gate = new TaskCompletionSource();
        server.Next(Steps.After(gate.Task, Steps.Ok));
        await using var run = await DeliveryRun.StartAsync(server, InMemoryOutbox.With(Parcels.Many(2)));
        await run.UntilAsync(() => server.EventRequests.Count == 1);
        var stop = run.StopAsync(stepMs: 10);
        gate.SetResult();
        await run.UntilAsync(() => server.AckRequests.Count > 0, 10);
        server.Acks.Withhold = false;
        await stop;
        Assert.Equal(2, run.Outbox.Delivered.Count);
        AssertAccount(run, "Of 2 events taken from the outbox 2 were delivered");
    }

    [Fact]
    public async Task C48_What_is_not_confirmed_by_the_end_goes_back_as_a_possible_duplicate()
    {
        await using var server = await HecServer.StartAsync();
        server.UseAck = true;
        server.Acks.Withhold = true;
        await using var run = await DeliveryRun.StartAsync(server, InMemoryOutbox.With(Parcels.Many(2)));
        await run.UntilAsync(() => run.Endpoints[0].AcksPending == 1);
        await run.StopAsync();
        Assert.All(run.Outbox.Waiting, parcel => Assert.True(parcel.Resent));
        AssertAccount(run, "0 were delivered, 0 delivered without confirmation, 0 given up as dead letters, 2 returned to the outbox (2 of them possibly delivered), 0 left");
    }

    [Fact]
    public async Task C48_A_request_without_an_answer_by_the_end_goes_back_as_a_possible_duplicate()
    {
        await using var server = await HecServer.StartAsync();
        server.Next(Steps.After(new TaskCompletionSource().Task, Steps.Ok));
        await using var run = await DeliveryRun.StartAsync(server, InMemoryOutbox.With(Parcels.Many(2)), ("Batch:Count", "1"));
        await run.UntilAsync(() => server.EventRequests.Count == 1);
        await run.StopAsync();
        Assert.True(Assert.Single(run.Outbox.Of(SettlementKind.Retry)).Ambiguous);
        Assert.Equal(2, run.Outbox.Waiting.Count);
        AssertAccount(run, "1 returned to the outbox (1 of them possibly delivered), 0 left");
    }

    [Fact]
    public async Task C48_Every_event_is_accounted_for()
    {
        await using var server = await HecServer.StartAsync();
        await using var run = await DeliveryRun.StartAsync(
            server, InMemoryOutbox.With([.. Parcels.Many(5), Parcels.Poison("bad", 6), Parcels.Of("two", Parcels.Event("""{"finding_id":"a"}"""), Parcels.Event("""{"finding_id":"b"}"""))]));
        await run.UntilAsync(() => run.Outbox.IsEmpty);
        await run.StopAsync();
        AssertAccount(run, "Of 8 events taken from the outbox 7 were delivered, 0 delivered without confirmation, 1 given up as dead letters, 0 returned to the outbox (0 of them possibly delivered), 0 left");
    }

    [Fact]
    public async Task C48_A_store_that_stays_away_leaves_the_events_to_their_leases()
    {
        await using var server = await HecServer.StartAsync();
        var outbox = InMemoryOutbox.With(Parcels.Many(2));
        for (var n = 0; n < 100; n++)
        {
            outbox.SettleFaults.Enqueue(new TimeoutException("the store"));
        }

        await using var run = await DeliveryRun.StartAsync(server, outbox);
        await run.UntilAsync(() => server.Ids.Count == 2);
        await run.StopAsync();
        AssertAccount(run, "2 left to their leases");
    }

    [Fact]
    public async Task A_lane_that_pauses_does_not_delay_the_end()
    {
        await using var server = await HecServer.StartAsync();
        server.Otherwise = Steps.AtCapacity(300);
        await using var run = await DeliveryRun.StartAsync(server, InMemoryOutbox.With(Parcels.One("p0")));
        await run.UntilAsync(() => run.Endpoints[0].State == LaneState.Paused);
        var began = run.Time.GetUtcNow();
        await run.StopAsync();
        Assert.True(run.Time.GetUtcNow() - began < TimeSpan.FromSeconds(28));
        Assert.Single(run.Outbox.Waiting);
    }

    private static void AssertAccount(DeliveryRun run, string part) => Assert.Contains(part, run.Log.All[^1].Text, StringComparison.Ordinal);
}
