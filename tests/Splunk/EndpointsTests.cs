using TrailWatch.Splunk.Delivery;
using TrailWatch.Tests.Splunk.FakeHec;
using Xunit;

namespace TrailWatch.Tests.Splunk;

public sealed class EndpointsTests
{
    [Fact]
    public async Task C34_Endpoints_share_the_batches_by_their_weights()
    {
        await using var heavy = await HecServer.StartAsync();
        await using var light = await HecServer.StartAsync();
        await using var run = await DeliveryRun.StartAsync([heavy.Url, light.Url], new InMemoryOutbox(), ("Endpoints:0:Weight", "3"));
        for (var n = 0; n < 16; n++)
        {
            run.Outbox.Add(Parcels.One(Parcels.Name(n)));
            await run.UntilAsync(() => run.Outbox.IsEmpty);
        }

        Assert.InRange(heavy.Ids.Count, 10, 14);
        Assert.Equal(16, heavy.Ids.Count + light.Ids.Count);
    }

    [Fact]
    public async Task C34_An_endpoint_that_is_away_is_left_out_and_nothing_waits_for_it()
    {
        await using var ill = await HecServer.StartAsync();
        await using var well = await HecServer.StartAsync();
        ill.Otherwise = Steps.Busy();
        await using var run = await DeliveryRun.StartAsync([ill.Url, well.Url], InMemoryOutbox.With(Parcels.Many(40)), ("Batch:Count", "2"));
        await run.UntilAsync(() => run.Outbox.IsEmpty);
        Assert.Equal(40, well.Ids.Distinct().Count());
        Assert.Equal([LaneState.Paused, LaneState.Ready], run.Endpoints.Select(e => e.State));
    }

    [Fact]
    public async Task C26_A_token_refused_by_one_endpoint_does_not_stop_the_other()
    {
        await using var refusing = await HecServer.StartAsync();
        await using var taking = await HecServer.StartAsync();
        refusing.Tokens.Clear();
        await using var run = await DeliveryRun.StartAsync([refusing.Url, taking.Url], InMemoryOutbox.With(Parcels.Many(20)), ("Batch:Count", "2"));
        await run.UntilAsync(() => run.Outbox.IsEmpty);
        Assert.Equal(20, taking.Ids.Count);
        Assert.DoesNotContain(run.Outbox.Settled, s => s.Kind is SettlementKind.Dead or SettlementKind.Retry);
    }

    [Fact]
    public async Task C33_After_failures_in_a_row_the_circuit_opens_and_a_small_batch_tries_it_again()
    {
        await using var server = await HecServer.StartAsync();
        server.Otherwise = Steps.Code(500, 8);
        await using var run = await DeliveryRun.StartAsync(
            server, InMemoryOutbox.With(Parcels.Many(50)), ("Retry:BreakerFailures", "3"), ("Retry:BreakerSeconds", "600"), ("Retry:CapSeconds", "1"));
        await run.UntilAsync(() => server.EventRequests.Count == 3);
        await run.PassAsync(TimeSpan.FromSeconds(570));
        Assert.Equal(3, server.EventRequests.Count);

        server.Otherwise = Steps.Ok;
        await run.UntilAsync(() => run.Outbox.IsEmpty);
        Assert.Equal(10, server.EventRequests[3].Events.Count);
        Assert.Equal(50, server.Ids.Distinct().Count());
    }

    [Fact]
    public async Task C33_A_success_in_between_keeps_the_circuit_closed()
    {
        await using var server = await HecServer.StartAsync();
        for (var n = 0; n < 6; n++)
        {
            server.Next(Steps.Busy(), Steps.Busy(), Steps.Ok);
        }

        await using var run = await DeliveryRun.StartAsync(
            server, new InMemoryOutbox(), ("Retry:BreakerFailures", "3"), ("Retry:BreakerSeconds", "3600"), ("Retry:CapSeconds", "1"));
        var began = run.Time.GetUtcNow();
        for (var n = 0; n < 6; n++)
        {
            run.Outbox.Add(Parcels.One(Parcels.Name(n)));
            await run.UntilAsync(() => run.Outbox.IsEmpty);
        }

        Assert.True(run.Time.GetUtcNow() - began < TimeSpan.FromSeconds(3_600));
        Assert.Equal(6, server.Ids.Count);
    }

    [Fact]
    public async Task C50_Within_a_lane_the_order_is_kept()
    {
        await using var server = await HecServer.StartAsync();
        await using var run = await DeliveryRun.StartAsync(server, InMemoryOutbox.With(Parcels.Many(60)), ("Batch:Count", "7"));
        await run.UntilAsync(() => run.Outbox.IsEmpty);
        Assert.Equal(Enumerable.Range(0, 60).Select(Parcels.Name), server.Ids);
    }
}
