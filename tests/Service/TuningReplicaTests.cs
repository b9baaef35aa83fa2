using System.Diagnostics;
using TrailWatch.Tests.Stores;
using Xunit;

namespace TrailWatch.Tests.Service;

/// <summary>Tuning is the replicas' common matter.</summary>
[Collection(RedisServerTests.Name)]
public sealed class TuningReplicaTests(RedisServerFixture redis)
{
    private const string Spike = "api-activity-spike";

    [Fact]
    public async Task Another_replica_takes_over_a_change_within_a_second()
    {
        await redis.OpenAsync();
        (string, string)[] shared =
            [("Store:Mode", "Redis"), ("Store:ConnectionString", redis.ConnectionString), ("Store:KeyPrefix", RedisServerFixture.NewPrefix())];
        await using var one = TrailWatchFactory.With(shared);
        await using var two = TrailWatchFactory.With(shared);
        using var here = one.CreateClient();
        using var there = two.CreateClient();
        Assert.True(await IsEnabledAsync(there));

        (await TuningTests.PatchAsync(here, Spike, """{"enabled":false,"by":"alice"}""")).Good();
        var waited = Stopwatch.StartNew();
        while (await IsEnabledAsync(there))
        {
            Assert.InRange(waited.ElapsedMilliseconds, 0, 1000);
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    // The list shows what judges; the single entry what is stored.
    private static async Task<bool> IsEnabledAsync(HttpClient client) =>
        (bool)(await client.ReadAsync("/v1/detections")).Good().Items.Single(d => (string)d["id"]! == Spike)["enabled"]!;
}
