using TrailWatch.Splunk.Delivery;
using TrailWatch.Tests.Splunk.FakeHec;
using Xunit;

namespace TrailWatch.Tests.Splunk;

/// <summary>The promise of delivery: whatever the receivers do, each finding is indexed, and what is there twice says so.</summary>
public sealed class ChaosTests
{
    private const int Findings = 400;

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    [InlineData(4, true)]
    public async Task With_receivers_that_fail_at_random_each_finding_is_indexed_and_duplicates_say_so(int seed, bool acks)
    {
        await using var one = await Failing(seed, acks);
        await using var two = await Failing(seed + 100, acks);
        await using var run = await DeliveryRun.StartAsync(
            [one.Url, two.Url], InMemoryOutbox.With(Parcels.Many(Findings)), ("Batch:Count", "20"), ("Ack:TimeoutSeconds", "600"), ("Ack:PollCapSeconds", "2"));
        await run.UntilAsync(() => run.Outbox.IsEmpty, 500);

        var indexed = one.Index.Concat(two.Index).ToLookup(e => (string)e["event"]!["finding_id"]!, e => (bool?)e["event"]!["resent"]);
        Assert.Equal(Findings, indexed.Count);
        Assert.Empty(indexed.Where(id => id.Count(resent => resent != true) > 1).Select(id => id.Key));
        Assert.Empty(run.Outbox.Of(SettlementKind.Dead));
        Assert.Contains(indexed, id => id.Count() > 1);
        Assert.Equal(Findings, run.Outbox.Settled.Count(s => s.Kind is SettlementKind.Delivered or SettlementKind.DeliveredUnconfirmed));
    }

    private static async Task<HecServer> Failing(int seed, bool acks)
    {
        var server = await HecServer.StartAsync();
        server.UseAck = acks;
        var random = new Random(seed);
        server.Otherwise = exchange => random.Next(20) switch
        {
            0 => Steps.IndexThenFail()(exchange),
            1 => Steps.IndexThenFail(502)(exchange),
            2 => Steps.IndexThenReset(exchange),
            3 => Steps.HalfAnAnswer(200)(exchange),
            4 => Steps.Busy()(exchange),
            5 => Steps.Busy(Math.Min(3, exchange.Request.Events.Count))(exchange),
            6 => Steps.AtCapacity(2)(exchange),
            7 => Steps.Html(503)(exchange),
            8 => Steps.Code(403, 4)(exchange),
            9 => ForgetAsync(server, exchange),
            _ => Steps.Ok(exchange),
        };
        return server;
    }

    /// <summary>An indexer that was restarted: it forgot what it was to acknowledge.</summary>
    private static Task ForgetAsync(HecServer server, HecExchange exchange)
    {
        server.Acks.Forget();
        return Steps.Busy()(exchange);
    }
}
