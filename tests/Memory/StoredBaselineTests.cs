using CsCheck;
using StackExchange.Redis;
using TrailWatch.CloudTrail;
using TrailWatch.Evaluation;
using TrailWatch.Memory;
using TrailWatch.Memory.Baselines;
using TrailWatch.Memory.Tally;
using TrailWatch.Tests.Evaluation;
using TrailWatch.Tests.Stores;
using Xunit;

namespace TrailWatch.Tests.Memory;

/// <summary>The baseline that the store folds is bit for bit the one that the service judges by.</summary>
public abstract class StoredBaselineTests
{
    private const string Label = WindowLabel.ApiCalls;

    private static readonly Gen<SpikeBaselineRow> Imported = Gen.Select(
        Gen.Double[0, 40], Gen.OneOf(Gen.Double[0, 15], Gen.Const(0d)), Gen.Frequency((4, Gen.Int[0, 30]), (1, Gen.Int[700, 730])),
        (mean, deviation, points) => new SpikeBaselineRow(Some.Alice, null, points, mean, deviation));

    private static readonly Gen<int[]> Counts = Gen.Frequency((6, Gen.Int[1, 30]), (1, Gen.Int[40, 120]), (1, Gen.Const(0))).Array[1, 12];

    protected abstract ValueTask<IDatabase> OpenAsync();

    [Theory]
    [InlineData(10, 2, 20, 16, false)]
    [InlineData(10, 2, 20, 17, true)]
    [InlineData(10, 2, 14, 100, false)]
    [InlineData(10, 2, 15, 100, true)]
    [InlineData(10, 0, 30, 11, true)]
    [InlineData(5, 0, 30, 5, false)]
    [InlineData(100, 10, 200, 1000, true)]
    public async Task The_search_s_vectors_come_out_of_the_store_too(double mean, double deviation, int points, int count, bool spike)
    {
        await using var house = new House(new TestStore(await OpenAsync()), [("Detections:Profile", "escu-2018")]);
        var row = new SpikeBaselineRow(Some.Alice, null, points, mean, deviation);
        await house.Baselines.SeedSpikesAsync(Label, [row], ActorGranularity.Role);
        var result = await house.EvaluateAsync(Some.Events(Some.Morning, count));
        Assert.Equal(spike, result.Findings.Any(f => f.Detection == "api-activity-spike"));

        await CloseAsync(house, Some.Morning);
        Assert.Equal(Folded(row, [count], SettingsOf("escu-2018")), await StoredAsync(house));
    }

    [Theory, InlineData("hardened"), InlineData("escu-2018")]
    public async Task Any_hours_fold_to_the_same_bits(string profile)
    {
        var db = await OpenAsync();
        await Gen.Select(Imported, Counts, Gen.Bool).SampleAsync(
            async (row, counts, known) =>
            {
                await using var house = new House(new TestStore(db), [("Detections:Profile", profile)]);
                if (known)
                {
                    await house.Baselines.SeedSpikesAsync(Label, [row], ActorGranularity.Role);
                }

                var at = Some.Morning;
                foreach (var count in counts)
                {
                    await house.EvaluateAsync(Some.Events(at, count));
                    at = at.AddHours(1);
                }

                await CloseAsync(house, at);
                Assert.Equal(Folded(known ? row : null, counts, SettingsOf(profile)), await StoredAsync(house));
            },
            iter: 25, threads: 1);
    }

    private static SpikeSettings SettingsOf(string profile) => new(Label, profile == "hardened", 20, 15, 3);

    /// <summary>A sign-in counts nowhere, but the hours before it have closed then.</summary>
    private static Task<EvaluationResult> CloseAsync(House house, DateTimeOffset after) =>
        house.EvaluateAsync(Some.Event(after.AddHours(4), "ConsoleLogin") with { EventType = "AwsConsoleSignIn" });

    private static (double? Points, double Mean, double Deviation) Folded(SpikeBaselineRow? row, IEnumerable<int> counts, SpikeSettings settings)
    {
        var start = row is null ? new SpikeBaseline(null, 0, 0) : new SpikeBaseline(row.NumDataPoints, row.AvgApiCalls, row.StdevApiCalls);
        var end = counts.Where(c => c > 0).Aggregate(start, (baseline, count) => baseline.Fold(count, settings));
        return (end.Points, end.Mean, end.StandardDeviation);
    }

    private static async Task<(double? Points, double Mean, double Deviation)> StoredAsync(House house)
    {
        var stored = await SubjectDump.BaselineAsync(house.Store, Some.Alice, Label);
        return (stored.Points, stored.Mean, stored.StandardDeviation);
    }
}

public sealed class StoredBaselineTestsOnTheEmbeddedStore(GarnetFixture garnet) : StoredBaselineTests, IClassFixture<GarnetFixture>
{
    protected override ValueTask<IDatabase> OpenAsync() => ValueTask.FromResult(garnet.Database);
}

[Collection(RedisServerTests.Name)]
public sealed class StoredBaselineTestsOnRedis(RedisServerFixture redis) : StoredBaselineTests
{
    protected override ValueTask<IDatabase> OpenAsync() => redis.OpenAsync();
}
