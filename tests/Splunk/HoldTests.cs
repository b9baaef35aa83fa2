using Microsoft.Extensions.Logging;
using TrailWatch.Splunk.Delivery;
using TrailWatch.Tests.Splunk.FakeHec;
using Xunit;

namespace TrailWatch.Tests.Splunk;

public sealed class HoldTests
{
    [Theory]
    [InlineData(401, 2)]
    [InlineData(401, 3)]
    [InlineData(403, 1)]
    [InlineData(403, 4)]
    [InlineData(400, 10)]
    [InlineData(400, 28)]
    public async Task C26_A_refused_token_holds_the_lane_and_never_gives_up_a_finding(int status, int code)
    {
        await using var server = await HecServer.StartAsync();
        server.Otherwise = Steps.Code(status, code);
        await using var run = await DeliveryRun.StartAsync(server, InMemoryOutbox.With(Parcels.Many(3)));
        await run.UntilAsync(() => server.EventRequests.Count >= 4, 5_000);
        Assert.All(run.Outbox.Settled, settled => Assert.Equal((SettlementKind.Hold, false), (settled.Kind, settled.Ambiguous)));
        Assert.Equal(LaneState.Held, Assert.Single(run.Endpoints).State);

        server.Otherwise = Steps.Ok;
        await run.UntilAsync(() => run.Outbox.IsEmpty, 5_000);
        Assert.Equal(["p0", "p1", "p2"], server.Ids.Order());
        Assert.All(server.Index, e => Assert.Null(e["event"]!["resent"]));
        Assert.Equal(LaneState.Ready, Assert.Single(run.Endpoints).State);
    }

    [Fact]
    public async Task C26_While_it_is_held_it_asks_ever_more_seldom_down_to_every_five_minutes()
    {
        await using var server = await HecServer.StartAsync();
        server.Tokens.Clear();
        await using var run = await DeliveryRun.StartAsync(server, InMemoryOutbox.With(Parcels.One("p0")));
        await run.UntilAsync(() => server.EventRequests.Count >= 12, 5_000);
        var before = server.EventRequests.Count;
        await run.PassAsync(TimeSpan.FromHours(1), 5_000);
        Assert.InRange(server.EventRequests.Count - before, 6, 60);
        Assert.Single(run.Log.All, line => line.Level == LogLevel.Error);
    }

    [Fact]
    public async Task C55_A_new_token_in_the_file_is_used_without_a_restart_and_no_log_line_shows_one()
    {
        var file = Path.GetTempFileName();
        try
        {
            const string Old = "old-and-secret", New = "new-and-secret";
            await File.WriteAllTextAsync(file, Old + "\n", TestContext.Current.CancellationToken);
            await using var server = await HecServer.StartAsync();
            server.Tokens.Add(Old);
            await using var run = await DeliveryRun.StartAsync(
                server, InMemoryOutbox.With(Parcels.One("p0")), ("Endpoints:0:Token", ""), ("Endpoints:0:TokenFile", file));
            await run.UntilAsync(() => run.Outbox.IsEmpty);

            server.Tokens.Remove(Old);
            server.Tokens.Add(New);
            run.Outbox.Add(Parcels.One("p1"));
            await run.UntilAsync(() => run.Endpoints[0].State == LaneState.Held);
            await File.WriteAllTextAsync(file, New, TestContext.Current.CancellationToken);
            await run.UntilAsync(() => run.Outbox.IsEmpty, 5_000);
            Assert.Equal(["p0", "p1"], server.Ids);

            File.Delete(file);
            run.Outbox.Add(Parcels.One("p2"));
            await run.UntilAsync(() => run.Endpoints[0].State == LaneState.Held);
            Assert.Contains("cannot be read", run.Endpoints[0].Reason, StringComparison.Ordinal);
            Assert.DoesNotContain(run.Log.All, line => line.Text.Contains("secret", StringComparison.Ordinal));
            Assert.DoesNotContain(run.Outbox.Settled, settled => settled.Reason?.Contains("secret", StringComparison.Ordinal) ?? false);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
