using System.Diagnostics;
using TrailWatch.Tests.CloudTrail;
using TrailWatch.Tests.Stores;
using Xunit;

namespace TrailWatch.Tests.Service;

/// <summary>A change of the directory judges the very next event, on every replica.</summary>
[Collection(RedisServerTests.Name)]
public sealed class DirectoryInForceTests(RedisServerFixture redis)
{
    private const string Identities = "/v1/identities";

    [Fact]
    public async Task Strangers_and_disabled_accounts_are_found_at_once()
    {
        await using var service = new TrailWatchFactory();
        using var client = service.CreateClient();
        Assert.Empty(await DetectedAsync(client, "1"));

        (await client.PutAsync(Identities, "identity,enabled\nbob,yes\n", "text/csv")).Good();
        Assert.Equal(["activity-from-unapproved-account"], await DetectedAsync(client, "2"));

        (await client.PutAsync(Identities, """{"items":[{"identity":"alice","enabled":false}]}""", null)).Good();
        Assert.Equal(["disabled-account-activity"], await DetectedAsync(client, "3"));

        (await client.PutAsync(Identities, "identity\nalice\n", "application/x-www-form-urlencoded")).Good();
        Assert.Empty(await DetectedAsync(client, "4"));
    }

    [Fact]
    public async Task Another_replica_sees_the_change_within_a_second()
    {
        await redis.OpenAsync();
        (string, string)[] shared =
            [("Store:Mode", "Redis"), ("Store:ConnectionString", redis.ConnectionString), ("Store:KeyPrefix", RedisServerFixture.NewPrefix())];
        await using var one = TrailWatchFactory.With(shared);
        await using var two = TrailWatchFactory.With(shared);
        using var here = one.CreateClient();
        using var there = two.CreateClient();
        Assert.Empty(await DetectedAsync(there, "0"));

        (await here.PutAsync(Identities, "identity\nbob\n", "text/csv")).Good();
        var waited = Stopwatch.StartNew();
        for (var i = 1; (await DetectedAsync(there, $"{i}")).Length == 0; i++)
        {
            Assert.InRange(waited.ElapsedMilliseconds, 0, 1000);
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    // In an hour of its own each time, so that no earlier finding is repeated.
    private static async Task<string[]> DetectedAsync(HttpClient client, string id) =>
        [.. (await client.PostAsync(Make.Record($"e{id}", $"2026-03-{1 + (int.Parse(id, System.Globalization.CultureInfo.InvariantCulture) / 24):00}T{int.Parse(id, System.Globalization.CultureInfo.InvariantCulture) % 24:00}:00:00Z"))).Good()
            .Findings.Select(f => f["detection"]!.GetValue<string>())];
}
