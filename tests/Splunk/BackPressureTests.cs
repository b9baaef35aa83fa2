using TrailWatch.Splunk.Delivery;
using TrailWatch.Tests.Splunk.FakeHec;
using Xunit;

namespace TrailWatch.Tests.Splunk;

/// <summary>While Splunk does not take them, findings wait in the store and not in memory.</summary>
public sealed class BackPressureTests
{
    [Fact]
    public async Task C45_However_much_waits_no_more_than_a_batch_is_taken_from_the_outbox()
    {
        await using var server = await HecServer.StartAsync();
        server.Otherwise = Steps.Busy();
        await using var run = await DeliveryRun.StartAsync(server, InMemoryOutbox.With(Parcels.Many(2_000)), ("Batch:Count", "20"));
        await run.UntilAsync(() => server.EventRequests.Count >= 10);
        Assert.InRange(run.Outbox.MostLeased, 1, 20);

        server.Otherwise = Steps.Ok;
        await run.UntilAsync(() => run.Outbox.IsEmpty);
        Assert.Equal(2_000, server.Ids.Distinct().Count());
    }

    [Fact]
    public async Task C31_A_batch_of_more_than_a_mebibyte_is_sent_and_after_a_failure_sent_again()
    {
        await using var server = await HecServer.StartAsync();
        server.Next(Steps.Busy());
        await using var run = await DeliveryRun.StartAsync(server, InMemoryOutbox.With(Parcels.Sized("large", 2 << 20)), ("Gzip", "false"));
        await run.UntilAsync(() => run.Outbox.IsEmpty);
        Assert.Equal(2, server.EventRequests.Count);
        Assert.Equal(["large"], server.Ids);
        Assert.Single(run.Outbox.Of(SettlementKind.Retry));
    }
}
