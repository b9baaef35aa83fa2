using TrailWatch.Splunk.Delivery;
using TrailWatch.Tests.Splunk.FakeHec;
using Xunit;

namespace TrailWatch.Tests.Splunk;

/// <summary>Answers that are not what they seem, and a store that hears of them late.</summary>
public sealed class DoubtTests
{
    [Fact]
    public async Task C35_Where_acknowledgement_is_required_an_answer_of_somebody_else_delivers_nothing()
    {
        await using var server = await HecServer.StartAsync();
        server.UseAck = true;
        server.Next(Steps.Html(200));
        await using var run = await DeliveryRun.StartAsync(server, InMemoryOutbox.With(Parcels.One("p0")), ("Acknowledgement", "required"));
        await run.UntilAsync(() => run.Outbox.IsEmpty);
        Assert.Equal([(SettlementKind.Hold, true), (SettlementKind.Delivered, false)], run.Outbox.Settled.Select(s => (s.Kind, s.Ambiguous)));
        Assert.Equal(["p0"], server.Ids);
    }

    [Fact]
    public async Task C55_A_page_that_shows_the_request_does_not_bring_the_token_into_the_reason()
    {
        await using var server = await HecServer.StartAsync();
        server.Next(exchange => exchange.AnswerAsync(503, $"you sent {exchange.Request.Header("Authorization")}", "text/plain"));
        await using var run = await DeliveryRun.StartAsync(server, InMemoryOutbox.With(Parcels.One("p0")));
        await run.UntilAsync(() => run.Outbox.IsEmpty);
        Assert.Contains("you sent Splunk (token)", run.Outbox.Settled[0].Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(run.Log.All, line => line.ToString().Contains(HecServer.Token, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task However_long_the_store_is_away_it_hears_what_was_delivered_and_it_is_sent_once()
    {
        await using var server = await HecServer.StartAsync();
        var outbox = InMemoryOutbox.With(Parcels.One("p0"));
        for (var fault = 0; fault < 20; fault++)
        {
            outbox.SettleFaults.Enqueue(new TimeoutException());
        }

        await using var run = await DeliveryRun.StartAsync(server, outbox);
        await run.UntilAsync(() => run.Outbox.IsEmpty);
        Assert.Equal(["p0"], server.Ids);
        Assert.Equal(["p0"], run.Outbox.Delivered);
    }
}
