using System.Diagnostics;
using TrailWatch.Tests.CloudTrail;
using TrailWatch.Tests.Stores;
using Xunit;

namespace TrailWatch.Tests.Service;

/// <summary>Without its store the service says so, guesses nothing, and goes on when the store is back.</summary>
public sealed class StoreAwayTests
{
    [Fact]
    public async Task Every_call_that_needs_the_store_is_503_and_says_when_to_ask_again()
    {
        await using var lonely = TrailWatchFactory.With(
            ("Store:Mode", "Redis"), ("Store:ConnectionString", "127.0.0.1:1,connectTimeout=300,asyncTimeout=300,syncTimeout=300"));
        using var client = lonely.CreateClient();
        foreach (var answer in await Task.WhenAll(
            client.PostAsync(Make.Record()),
            client.PostAsync(Make.Record(), path: "/v1/events?mode=dryRun"),
            client.ReadAsync("/v1/findings"),
            client.ReadAsync("/v1/findings/" + new string('0', 32)),
            client.ReadAsync("/v1/identities"),
            client.PutAsync("/v1/service-accounts", "identity\na\n", "text/csv"),
            client.ReadAsync("/v1/baselines/api_call_by_user_baseline"),
            client.ReadAsync("/v1/baselines/previously_seen_api_calls_from_user_roles"),
            client.PutAsync("/v1/baselines/aws_service_accounts", "identity\na\n", "text/csv")))
        {
            answer.Problem(503, "store-away");
            Assert.Equal("5", answer.RetryAfter);
        }

        Assert.Equal(503, (await client.ReadAsync("/readyz")).Status);
        Assert.Equal(200, (await client.ReadAsync("/livez")).Status);
        Assert.Equal(200, (await client.ReadAsync("/v1/detections")).Status);
        (await client.PostAsync("")).Problem(400, "empty-body");
    }

    [Fact]
    public async Task The_answer_comes_before_a_playbook_gives_up()
    {
        await using var lonely = TrailWatchFactory.With(("Store:Mode", "Redis"), ("Store:ConnectionString", "127.0.0.1:1"));
        using var client = lonely.CreateClient();
        var waited = Stopwatch.StartNew();
        (await client.PostAsync(Make.Record())).Problem(503, "store-away");
        Assert.InRange(waited.Elapsed.TotalSeconds, 0, 7);
    }

    [Fact]
    public async Task A_redis_that_went_and_came_back_is_used_again()
    {
        await using var first = await RedisServer.StartAsync();
        await using var service = TrailWatchFactory.With(
            ("Store:Mode", "Redis"), ("Store:ConnectionString", first.ConnectionString + ",syncTimeout=500"));
        using var client = service.CreateClient();
        Assert.Equal(1, (await client.PostAsync(Make.Record("1"))).Good().Number("evaluated"));

        await first.DisposeAsync();
        (await client.PostAsync(Make.Record("2"))).Problem(503, "store-away");
        Assert.Equal(503, (await client.ReadAsync("/readyz")).Status);

        await using var second = await RedisServer.StartAsync(first.Port);
        Answer answer;
        for (var waited = Stopwatch.StartNew(); (answer = await client.PostAsync(Make.Record("2"))).Status == 503;)
        {
            Assert.InRange(waited.Elapsed.TotalSeconds, 0, 30);
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        Assert.Equal(1, answer.Good().Number("evaluated"));
        Assert.Equal(200, (await client.ReadAsync("/readyz")).Status);
    }
}
