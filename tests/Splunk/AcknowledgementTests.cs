using Microsoft.AspNetCore.Http;
using TrailWatch.Splunk.Delivery;
using TrailWatch.Tests.Splunk.FakeHec;
using Xunit;

namespace TrailWatch.Tests.Splunk;

public sealed class AcknowledgementTests
{
    [Fact]
    public async Task C35_Without_acknowledgements_a_200_is_delivered()
    {
        await using var server = await HecServer.StartAsync();
        await using var run = await DeliveryRun.StartAsync(server, InMemoryOutbox.With(Parcels.Many(2)));
        await run.UntilAsync(() => run.Outbox.IsEmpty);
        Assert.Equal(2, run.Outbox.Delivered.Count);
        Assert.Empty(server.AckRequests);
        Assert.Single(run.Log.All, line => line.Text.Contains("gives no acknowledgements", StringComparison.Ordinal));
    }

    [Fact]
    public async Task C35_Where_they_are_required_a_token_without_them_holds_its_lane_and_sends_nothing_twice()
    {
        await using var server = await HecServer.StartAsync();
        await using var run = await DeliveryRun.StartAsync(server, InMemoryOutbox.With(Parcels.Many(2)), ("Acknowledgement", "required"));
        await run.UntilAsync(() => run.Outbox.IsEmpty);
        Assert.Equal(2, run.Outbox.Of(SettlementKind.DeliveredUnconfirmed).Count);
        await run.UntilAsync(() => run.Endpoints[0].State == LaneState.Held);
        Assert.Equal(["p0", "p1"], server.Ids);
    }

    [Fact]
    public async Task Off_means_that_nobody_asks()
    {
        await using var server = await Acknowledging();
        await using var run = await DeliveryRun.StartAsync(server, InMemoryOutbox.With(Parcels.Many(2)), ("Acknowledgement", "off"));
        await run.UntilAsync(() => run.Outbox.IsEmpty);
        await run.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Empty(server.AckRequests);
    }

    [Fact]
    public async Task C38_C39_Delivered_is_what_the_indexer_confirmed_and_nothing_is_asked_after_that()
    {
        await using var server = await Acknowledging();
        server.Acks.Withhold = true;
        await using var run = await DeliveryRun.StartAsync(server, InMemoryOutbox.With(Parcels.Many(3)), ("Batch:Count", "1"));
        await run.UntilAsync(() => server.Ids.Count == 3 && server.AckRequests.Count > 2);
        Assert.Empty(run.Outbox.Settled);
        Assert.Equal(3, run.Endpoints[0].AcksPending);

        server.Acks.Withhold = false;
        await run.UntilAsync(() => run.Outbox.IsEmpty);
        Assert.Equal(3, run.Outbox.Delivered.Count);
        var asked = server.AckRequests.Count;
        await run.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(asked, server.AckRequests.Count);
        Assert.All(server.AckRequests, r => Assert.Equal(server.EventRequests[0].Channel, r.Channel));
    }

    [Fact]
    public async Task C38_The_questions_come_ever_more_seldom_down_to_every_ten_seconds()
    {
        await using var server = await Acknowledging();
        server.Acks.Withhold = true;
        await using var run = await DeliveryRun.StartAsync(server, InMemoryOutbox.With(Parcels.One("p0")));
        await run.UntilAsync(() => server.AckRequests.Count == 6);
        var began = run.Time.GetUtcNow();
        await run.UntilAsync(() => server.AckRequests.Count == 9);
        Assert.InRange((run.Time.GetUtcNow() - began).TotalSeconds, 25, 60);
        server.Acks.Withhold = false;
    }

    [Fact]
    public async Task C39_An_answer_that_was_lost_leaves_it_open_and_ends_as_a_possible_duplicate()
    {
        await using var server = await Acknowledging();
        server.AckScript.Enqueue(context =>
        {
            // The confirmation is used up, and never arrives.
            _ = server.Acks.Answer(context.Request.Headers["X-Splunk-Request-Channel"].ToString(), [0]);
            context.Abort();
            return Task.CompletedTask;
        });
        await using var run = await DeliveryRun.StartAsync(server, InMemoryOutbox.With(Parcels.One("p0")), ("Ack:TimeoutSeconds", "300"));
        await run.UntilAsync(() => run.Outbox.IsEmpty);
        Assert.Equal(["p0", "p0"], server.Ids);
        Assert.True((bool?)server.Index[1]["event"]!["resent"]);
    }

    [Theory]
    [InlineData(299, 0)]
    [InlineData(301, 1)]
    public async Task C40_What_is_not_confirmed_in_time_is_sent_again_as_a_possible_duplicate(int seconds, int retries)
    {
        await using var server = await Acknowledging();
        server.Acks.Withhold = true;
        await using var run = await DeliveryRun.StartAsync(
            server, InMemoryOutbox.With(Parcels.One("p0")), ("Ack:TimeoutSeconds", "300"), ("Ack:PollCapSeconds", "1"));
        await run.UntilAsync(() => run.Endpoints[0].AcksPending == 1, 10);
        run.Time.Advance(TimeSpan.FromSeconds(seconds - 2));
        var asked = server.AckRequests.Count;
        await run.UntilAsync(() => server.AckRequests.Count > asked || run.Outbox.Settled.Count > 0, 10);
        await run.UntilAsync(() => retries == 0 || run.Outbox.Settled.Count > 0, 100);
        Assert.Equal(retries, run.Outbox.Of(SettlementKind.Retry).Count(s => s.Ambiguous));
        server.Acks.Withhold = false;
    }

    [Fact]
    public async Task C41_Polls_carry_the_sticky_cookie()
    {
        await using var server = await Acknowledging();
        server.Cookie = "sticky=indexer-1; Path=/; HttpOnly";
        await using var run = await DeliveryRun.StartAsync(server, InMemoryOutbox.With(Parcels.One("p0")));
        await run.UntilAsync(() => run.Outbox.IsEmpty);
        Assert.Equal("sticky=indexer-1", server.AckRequests[0].Header("Cookie"));
    }

    [Fact]
    public async Task C41_When_the_cookie_changes_what_is_open_is_sent_again_on_a_new_channel()
    {
        await using var server = await Acknowledging();
        server.Acks.Withhold = true;
        server.Cookie = "sticky=indexer-1";
        await using var run = await DeliveryRun.StartAsync(server, InMemoryOutbox.With(Parcels.One("p0")));
        await run.UntilAsync(() => server.AckRequests.Count > 0);

        server.Cookie = "sticky=indexer-2";
        await run.UntilAsync(() => run.Outbox.Of(SettlementKind.Retry).Count == 1);
        server.Acks.Withhold = false;
        await run.UntilAsync(() => run.Outbox.IsEmpty);
        Assert.True((bool?)server.Index[1]["event"]!["resent"]);
        Assert.NotEqual(server.EventRequests[0].Channel, server.EventRequests[^1].Channel);
    }

    [Fact]
    public async Task C41_A_balancer_that_rewrites_its_cookie_each_time_says_nothing_by_it()
    {
        await using var server = await Acknowledging();
        server.Acks.Withhold = true;
        server.Cookie = "AWSALB=first";
        await using var run = await DeliveryRun.StartAsync(server, InMemoryOutbox.With(Parcels.One("p0")));
        await run.UntilAsync(() => server.AckRequests.Count > 0);
        server.Cookie = "AWSALB=second";
        var asked = server.AckRequests.Count;
        await run.UntilAsync(() => server.AckRequests.Count > asked + 1);
        server.Acks.Withhold = false;
        await run.UntilAsync(() => run.Outbox.IsEmpty);
        Assert.Equal(["p0"], server.Ids);
    }

    [Fact]
    public async Task C42_With_too_much_unconfirmed_nothing_more_is_taken_from_the_outbox()
    {
        await using var server = await Acknowledging();
        server.Acks.Withhold = true;
        await using var run = await DeliveryRun.StartAsync(
            server, InMemoryOutbox.With(Parcels.Many(5)), ("Batch:Count", "1"), ("Ack:MaxPending", "2"));
        await run.UntilAsync(() => server.Ids.Count == 2);
        await run.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Equal((2, 3), (server.Ids.Count, run.Outbox.Waiting.Count));
        server.Acks.Withhold = false;
        await run.UntilAsync(() => run.Outbox.IsEmpty);
        Assert.Equal(5, run.Outbox.Delivered.Count);
    }

    [Fact]
    public async Task C43_When_the_endpoint_says_that_acknowledgements_are_off_what_it_took_is_delivered_unconfirmed()
    {
        await using var server = await Acknowledging();
        server.Acks.Withhold = true;
        await using var run = await DeliveryRun.StartAsync(server, InMemoryOutbox.With(Parcels.Many(2)));
        await run.UntilAsync(() => server.Ids.Count == 2);
        server.UseAck = false;
        await run.UntilAsync(() => run.Outbox.IsEmpty);
        Assert.Equal(2, run.Outbox.Of(SettlementKind.DeliveredUnconfirmed).Count);

        run.Outbox.Add(Parcels.One("later"));
        await run.UntilAsync(() => run.Outbox.IsEmpty);
        Assert.Equal(["later"], run.Outbox.Delivered);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(404)]
    [InlineData(500)]
    [InlineData(200)]
    public async Task C43_A_question_that_fails_leaves_it_open_and_is_asked_again(int status)
    {
        await using var server = await Acknowledging();
        server.AckScript.Enqueue(context =>
        {
            context.Response.StatusCode = status;
            return context.Response.WriteAsync("<html></html>");
        });
        await using var run = await DeliveryRun.StartAsync(server, InMemoryOutbox.With(Parcels.One("p0")));
        await run.UntilAsync(() => run.Outbox.IsEmpty);
        Assert.Equal((2, 1), (server.AckRequests.Count, server.Ids.Count));
        Assert.Equal(["p0"], run.Outbox.Delivered);
    }

    [Theory]
    [InlineData(560, true)]
    [InlineData(600, false)]
    public async Task C44_A_channel_that_Splunk_forgets_is_not_used_again(int idleSeconds, bool same)
    {
        await using var server = await Acknowledging();
        await using var run = await DeliveryRun.StartAsync(server, InMemoryOutbox.With(Parcels.One("p0")), ("Batch:AgeMs", "1"));
        await run.UntilAsync(() => run.Outbox.IsEmpty, 100);
        run.Time.Advance(TimeSpan.FromSeconds(idleSeconds));
        run.Outbox.Add(Parcels.One("p1"));
        await run.UntilAsync(() => run.Outbox.IsEmpty, 10);
        Assert.Equal(same, server.EventRequests[0].Channel == server.EventRequests[1].Channel);
    }

    [Fact]
    public async Task C17_What_was_taken_before_a_refused_event_is_acknowledged_too()
    {
        await using var server = await Acknowledging();
        server.Acks.Withhold = true;
        await using var run = await DeliveryRun.StartAsync(server, InMemoryOutbox.With(Parcels.One("p0"), Parcels.Poison("bad", 6), Parcels.One("p1")));
        await run.UntilAsync(() => server.AckRequests.Count > 0);
        Assert.Equal(["bad"], run.Outbox.Settled.Select(s => s.Parcel.Id));
        server.Acks.Withhold = false;
        await run.UntilAsync(() => run.Outbox.IsEmpty);
        Assert.Equal(["p0", "p1"], run.Outbox.Delivered.Order());
    }

    [Fact]
    public async Task A_number_that_is_given_out_twice_means_that_the_first_is_lost()
    {
        await using var server = await Acknowledging();
        server.Acks.Withhold = true;
        await using var run = await DeliveryRun.StartAsync(server, InMemoryOutbox.With(Parcels.One("p0")), ("Batch:Count", "1"));
        await run.UntilAsync(() => server.Ids.Count == 1);
        server.Acks.Forget();
        run.Outbox.Add(Parcels.One("p1"));
        await run.UntilAsync(() => run.Outbox.Of(SettlementKind.Retry).Count == 1);
        server.Acks.Withhold = false;
        await run.UntilAsync(() => run.Outbox.IsEmpty);
        Assert.Equal(["p0", "p1"], run.Outbox.Delivered.Order());
        Assert.Equal(["p0", "p1", "p0"], server.Ids);
    }

    private static async Task<HecServer> Acknowledging()
    {
        var server = await HecServer.StartAsync();
        server.UseAck = true;
        return server;
    }
}
