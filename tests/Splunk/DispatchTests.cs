using TrailWatch.Tests.Splunk.FakeHec;
using Xunit;

namespace TrailWatch.Tests.Splunk;

public sealed class DispatchTests
{
    [Fact]
    public async Task C49_A_finding_waits_for_company_no_longer_than_its_age_and_then_travels_with_it()
    {
        await using var server = await HecServer.StartAsync();
        await using var run = await DeliveryRun.StartAsync(server, InMemoryOutbox.With(Parcels.One("p0")), ("Batch:AgeMs", "1000"));
        await run.UntilAsync(() => run.Outbox.Leased.Count == 1, 0);
        run.Outbox.Add(Parcels.One("p1"));
        await run.PassAsync(TimeSpan.FromMilliseconds(999), 333);
        Assert.Empty(server.EventRequests);

        await run.UntilAsync(() => run.Outbox.IsEmpty, 1);
        Assert.Equal(["p0", "p1"], server.Ids);
        Assert.Single(server.EventRequests);
    }

    [Fact]
    public async Task C49_A_full_batch_waits_for_nothing()
    {
        await using var server = await HecServer.StartAsync();
        await using var run = await DeliveryRun.StartAsync(
            server, InMemoryOutbox.With(Parcels.Many(3)), ("Batch:AgeMs", "60000"), ("Batch:Count", "3"));
        await run.UntilAsync(() => run.Outbox.IsEmpty, 0);
        Assert.Equal(3, server.Ids.Count);
    }

    [Fact]
    public async Task While_no_lane_takes_anything_everything_stays_in_the_outbox()
    {
        await using var server = await HecServer.StartAsync();
        server.Otherwise = Steps.AtCapacity(300);
        await using var run = await DeliveryRun.StartAsync(server, InMemoryOutbox.With(Parcels.Many(5)), ("Batch:Count", "1"));
        await run.UntilAsync(() => run.Outbox.Settled.Count == 1);
        await run.PassAsync(TimeSpan.FromMinutes(2), 1_000);
        Assert.Equal((1, 5, 0), (run.Outbox.Settled.Count, run.Outbox.Waiting.Count, run.Outbox.Leased.Count));
    }
}
