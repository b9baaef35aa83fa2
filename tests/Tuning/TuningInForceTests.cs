using System.Text.Json;
using StackExchange.Redis;
using TrailWatch.CloudTrail;
using TrailWatch.Findings;
using TrailWatch.Memory;
using TrailWatch.Tests.Evaluation;
using TrailWatch.Tests.Stores;
using TrailWatch.Tuning;
using Xunit;

namespace TrailWatch.Tests.Tuning;

/// <summary>What is set holds from the next batch on, on whichever store.</summary>
public abstract class TuningInForceTests
{
    private const string Scanning = "excessive-security-scanning";
    private const string Spike = "api-activity-spike";

    protected abstract ValueTask<IDatabase> OpenAsync();

    [Fact]
    public async Task A_threshold_holds_from_the_next_batch_on_and_null_takes_it_back()
    {
        await using var house = await HouseAsync();
        Assert.Null(await FindAsync(house, Scanning, Reads(10)));
        await house.TuneAsync(Scanning, Set("threshold", 9));
        Assert.Equal(9, (int)(await FindAsync(house, Scanning, Reads(10)))!.Evidence["threshold"]!);
        await house.TuneAsync(Scanning, DetectionTuning.None);
        Assert.Null(await FindAsync(house, Scanning, Reads(10, "bob")));
    }

    [Fact]
    public async Task A_detection_can_be_turned_off_and_on()
    {
        await using var house = await HouseAsync();
        await house.TuneAsync(Scanning, new() { Enabled = false });
        Assert.Null(await FindAsync(house, Scanning, Reads(60)));
        await house.TuneAsync(Scanning, new() { Enabled = true });
        Assert.NotNull(await FindAsync(house, Scanning, Reads(60)));
    }

    [Fact]
    public async Task What_is_excluded_is_not_counted_and_the_rest_is()
    {
        await using var house = await HouseAsync();
        await house.TuneAsync(Scanning, new() { Thresholds = Set("threshold", 9).Thresholds, Exclusions = [new() { Account = "nope", Reason = "x" }, new() { EventName = "Describe1*", Reason = "x" }] });

        // Of Describe0 to Describe19, eleven begin with Describe1.
        Assert.Null(await FindAsync(house, Scanning, Reads(20)));
        Assert.Equal(10, (await FindAsync(house, Scanning, Reads(21, "bob")))!.Count);
    }

    [Fact]
    public async Task An_excluded_call_counts_in_no_spike_but_the_hour_closes_all_the_same()
    {
        await using var house = await HouseAsync();
        await house.TuneAsync(Spike, new() { Thresholds = Set("minimumPoints", 1).Thresholds, Exclusions = [new() { UserAgent = "backup/*", Reason = "nightly" }] });

        CloudTrailEvent[] backup = [.. Some.Events(Some.Morning.AddHours(5), 200).Select(e => e with { UserAgent = "backup/1" })];
        await house.EvaluateAsync(Some.Events(Some.Morning, 10));
        var answer = await house.EvaluateAsync(backup);
        Assert.Equal((200, 0), (answer.Evaluated, answer.Findings.Count(f => f.Detection == Spike)));
        Assert.Equal(200, (await house.EvaluateAsync(backup)).Duplicates);

        // The backup closed the first hour; its own hour counts nothing.
        var row = Assert.Single(await house.Baselines.ReadSpikesAsync(WindowLabel.ApiCalls));
        Assert.Equal((1, 10d), (row.NumDataPoints, row.AvgApiCalls));
        var spike = await FindAsync(house, Spike, Some.Events(Some.Morning.AddHours(5).AddMinutes(30), 31));
        Assert.Equal(31, spike!.Count);
    }

    [Fact]
    public async Task Another_replica_judges_by_it_as_soon_as_it_has_looked()
    {
        var store = new TestStore(await OpenAsync());
        await using var a = new House(store);
        await using var b = new House(store);
        await a.TuneAsync(Scanning, Set("threshold", 9));
        Assert.Null(await FindAsync(b, Scanning, Reads(10)));
        Assert.True(await b.Detections.RefreshAsync(TestContext.Current.CancellationToken));
        Assert.NotNull(await FindAsync(b, Scanning, Reads(10)));
    }

    [Fact]
    public async Task A_value_that_is_no_longer_allowed_is_left_as_configured()
    {
        await using var house = await HouseAsync();
        await house.TuneAsync(Scanning, Set("threshold", 0));
        Assert.Null(await FindAsync(house, Scanning, Reads(50)));
        Assert.NotNull(await FindAsync(house, Scanning, Reads(51)));
    }

    [Fact]
    public async Task What_cannot_be_read_changes_nothing_and_stops_nothing()
    {
        var store = new TestStore(await OpenAsync());
        await using var house = new House(store);
        await house.TuneAsync(Scanning, Set("threshold", 9));
        await store.Database.HashSetAsync($"{store.KeyPrefix}{{tuning}}:now", Scanning, "{");
        await store.Database.StringIncrementAsync($"{store.KeyPrefix}{{tuning}}:version");
        Assert.False(await house.Detections.RefreshAsync(TestContext.Current.CancellationToken));
        Assert.NotNull(await FindAsync(house, Scanning, Reads(10)));
    }

    [Fact]
    public async Task Of_two_who_change_the_same_version_one_must_look_again()
    {
        await using var house = await HouseAsync();
        Assert.True(await house.Tuning.TrySaveAsync(Scanning, DetectionTuning.None, Set("threshold", 10) with { Version = 1 }));
        Assert.False(await house.Tuning.TrySaveAsync(Scanning, DetectionTuning.None, Set("threshold", 20) with { Version = 1 }));
        var now = await house.Tuning.LoadAsync(Scanning);
        Assert.Equal(10, now.Thresholds["threshold"].GetInt32());
        Assert.True(await house.Tuning.TrySaveAsync(Scanning, now, Set("threshold", 20) with { Version = 2 }));
        Assert.Equal([2, 1], (await house.Tuning.HistoryAsync(Scanning)).Select(t => t.Version));
        Assert.Equal(2, await house.Tuning.VersionAsync());
    }

    [Fact]
    public async Task The_history_is_capped()
    {
        await using var house = await HouseAsync();
        for (var i = 0; i < TuningStore.HistoryCap + 3; i++)
        {
            await house.TuneAsync(Scanning, Set("threshold", i + 1));
        }

        var history = await house.Tuning.HistoryAsync(Scanning);
        Assert.Equal(TuningStore.HistoryCap, history.Count);
        Assert.Equal(TuningStore.HistoryCap + 3, history[0].Version);
    }

    private async Task<House> HouseAsync() => new(new TestStore(await OpenAsync()));

    private static DetectionTuning Set(string option, int value) =>
        new() { Thresholds = new Dictionary<string, JsonElement> { [option] = JsonSerializer.SerializeToElement(value) } };

    private static IEnumerable<CloudTrailEvent> Reads(int count, string user = "alice") =>
        Enumerable.Range(0, count).Select(i => Some.Event(Some.Morning.AddSeconds(i), $"Describe{i}", user: user));

    private static async Task<Finding?> FindAsync(House house, string detection, IEnumerable<CloudTrailEvent> events) =>
        (await house.EvaluateAsync(events)).Findings.SingleOrDefault(f => f.Detection == detection);
}

public sealed class TuningInForceOnTheEmbeddedStore(GarnetFixture garnet) : TuningInForceTests, IClassFixture<GarnetFixture>
{
    protected override ValueTask<IDatabase> OpenAsync() => ValueTask.FromResult(garnet.Database);
}

[Collection(RedisServerTests.Name)]
public sealed class TuningInForceOnRedis(RedisServerFixture redis) : TuningInForceTests
{
    protected override ValueTask<IDatabase> OpenAsync() => redis.OpenAsync();
}
