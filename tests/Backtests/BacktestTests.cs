using CsCheck;
using StackExchange.Redis;
using TrailWatch.Backtests;
using TrailWatch.CloudTrail;
using TrailWatch.Identities;
using TrailWatch.Memory;
using TrailWatch.Memory.Baselines;
using TrailWatch.Tests.Evaluation;
using TrailWatch.Tests.Laws;
using TrailWatch.Tests.Stores;
using Xunit;

namespace TrailWatch.Tests.Backtests;

/// <summary>What a backtest finds, and what it leaves alone, on whatever store a subclass brings.</summary>
public abstract partial class BacktestTests
{
    private const string Spike = "api-activity-spike";
    private const string Scanning = "excessive-security-scanning";
    private const string Unapproved = "activity-from-unapproved-account";
    private const long OverlapMs = 30 * 60_000;

    private static readonly (string, string)[] Sensitive =
    [
        ("Detections:ExcessiveSecurityScanning:Threshold", "6"), ("Detections:ApiActivitySpike:MinimumPoints", "2"),
        ("Detections:ApiActivitySpike:MinimumExcess", "3"), ("Detections:SecurityGroupActivitySpike:MinimumPoints", "1"),
        ("Detections:SecurityGroupActivitySpike:MinimumExcess", "1"), ("Detections:NewApiCallFromRole:LearningDays", "1"),
    ];

    private static readonly GridAxis[] Grid =
    [
        Backtesting.Axis(Scanning, "threshold", 3, 8), Backtesting.Axis(Spike, "minimumExcess", 1), Backtesting.Axis("new-api-call-from-role", "profile", "hardened", "escu-2018"),
    ];

    protected abstract ValueTask<IDatabase> OpenAsync();

    [Theory, InlineData("hardened"), InlineData("escu-2018")]
    public async Task Each_setting_finds_what_a_service_so_set_would_find_and_nothing_live_changes(string profile)
    {
        var db = await OpenAsync();
        await Gen.Select(EventStreams.InOrder(2, 100), Gen.Int[0, 100], Gen.Bool).SampleAsync(
            async (stream, percent, onCopy) =>
            {
                var past = stream[..(stream.Length * percent / 100)];
                var from = past.Length == 0 ? 0 : past[^1].Time - OverlapMs;
                CloudTrailEvent[] now = [.. past.Where(e => e.Time >= from), .. stream[past.Length..]];
                await using var house = await HouseAsync(new TestStore(db), profile);
                await house.EvaluateAsync(past);
                var live = await house.LiveAsync();

                var report = await house.BacktestAsync(Backtesting.Records(now), onCopy, Grid);

                Assert.Equal(BacktestStatus.Done, report.Status);
                Same(live, await house.LiveAsync());
                Assert.Equal(5, report.Results!.Count);
                foreach (var (setting, result) in report.Settings.Zip(report.Results))
                {
                    var store = onCopy ? await StoreCopy.OfAsync(house.Store) : new TestStore(db);
                    await using var other = await HouseAsync(store, profile, [.. setting.Changes.Select(Configured)]);
                    var evaluated = await other.EvaluateAsync(now);
                    Assert.Equal(
                        (evaluated.Received, evaluated.Evaluated, evaluated.Duplicates, evaluated.Skipped, evaluated.Late),
                        (report.Records.Received, report.Records.Evaluated, report.Records.Duplicates, report.Records.Skipped, report.Records.Late));
                    SameFindings(await other.AllFindingsAsync(), result);
                }

                await house.Part<BacktestStore>().DeleteAsync(Backtesting.Id);
            },
            iter: 8, threads: 1);
    }

    [Fact]
    public async Task A_copy_knows_what_is_remembered_and_an_empty_state_does_not()
    {
        await using var house = new House(new TestStore(await OpenAsync()));
        await house.Baselines.SeedSpikesAsync(WindowLabel.ApiCalls, [new SpikeBaselineRow(Some.Alice, null, 20, 10, 2)], ActorGranularity.Role);
        GridAxis[] grid = [Backtesting.Axis(Spike, "minimumExcess", 10, 40)];
        var stream = Some.Events(Some.Morning, 31).ToList();

        var onCopy = await house.BacktestAsync(Backtesting.Records(stream), onCopy: true, grid);
        Assert.Equal([1, 1, 0], onCopy.Results!.Select(r => r.ByDetection.GetValueOrDefault(Spike)));
        Assert.Equal([0, 0, -1], onCopy.Results!.Select(r => r.Difference.Findings));
        Assert.Equal(-1, onCopy.Results![2].Difference.ByDetection[Spike]);
        Assert.Equal(Some.Alice, Assert.Single(onCopy.Results![0].Actors).Actor);
        await house.Part<BacktestStore>().DeleteAsync(Backtesting.Id);

        var onNothing = await house.BacktestAsync(Backtesting.Records(stream), onCopy: false, grid);
        Assert.Equal([0, 0, 0], onNothing.Results!.Select(r => r.Findings));
        Assert.Contains("empty memory", Assert.Single(onNothing.Notes), StringComparison.Ordinal);
    }

    [Theory, InlineData(true, 1), InlineData(false, 0)]
    public async Task What_began_live_goes_on_in_the_copy(bool onCopy, int findings)
    {
        await using var house = new House(new TestStore(await OpenAsync()), Sensitive);
        IEnumerable<string> names = [.. Enumerable.Range(0, 7).Select(i => $"Describe{i}")];
        await house.EvaluateAsync(Some.Event(Some.Morning.AddDays(-91), user: "carol"), Some.RoleEvent(Some.Morning.AddDays(-2), "RunInstances"));
        await house.EvaluateAsync(names.Take(4).Select(n => Some.Event(Some.Morning.AddMinutes(-15), n, user: "dave")));

        var report = await house.BacktestAsync(
            Backtesting.Records([
                .. names.Skip(4).Select(n => Some.Event(Some.Morning.AddMinutes(5), n, user: "dave")), Some.Event(Some.Morning, user: "carol"), Some.RoleEvent(Some.Morning, "PutObject")]),
            onCopy);

        var result = Assert.Single(report.Results!);
        Assert.All([Scanning, "dormant-account-reactivated", "new-api-call-from-role"], d => Assert.Equal(findings, result.ByDetection.GetValueOrDefault(d)));
    }

    [Fact]
    public async Task A_stream_that_is_known_already_is_told_to_be_late()
    {
        await using var house = new House(new TestStore(await OpenAsync()));
        var old = Some.Events(Some.Morning, 3).ToList();
        await house.EvaluateAsync([.. old, Some.Event(Some.Morning.AddHours(5))]);
        var report = await house.BacktestAsync(Backtesting.Records(old));
        Assert.Equal((3, 0, 3), (report.Records.Received, report.Records.Evaluated, report.Records.Late));
        Assert.Contains("3 events lie in hours that the copied state", Assert.Single(report.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Days_are_those_of_the_events_and_the_average_is_over_all_that_the_stream_spans()
    {
        await using var house = new House(new TestStore(await OpenAsync()));
        await house.PutIdentitiesAsync(new Identity { Names = ["somebody"] });
        var late = new DateTimeOffset(2026, 3, 2, 23, 59, 59, TimeSpan.Zero);
        var report = await house.BacktestAsync(Backtesting.Records(
            Some.Event(late.AddDays(3), user: "carol"), Some.Event(late, user: "alice"), Some.Event(late, user: "bob"), Some.Event(late.AddSeconds(1), user: "alice")));

        var result = Assert.Single(report.Results!);
        Assert.Equal(
            [new(new(2026, 3, 2), 2), new(new(2026, 3, 3), 1), new(new(2026, 3, 5), 1)], result.Days.ToArray());
        Assert.Equal((4, 1.0, 4), (result.Findings, result.FindingsPerDay, report.Records.Days));
        Assert.Equal((3, 4), (result.ActorsTotal, result.BySeverity["medium"]));
        Assert.Equal([Some.Alice, "arn:aws:iam::111122223333:user/bob", "arn:aws:iam::111122223333:user/carol"], result.Actors.Select(a => a.Actor));
        Assert.Equal([Unapproved], result.Actors[0].Detections);
    }

    [Fact]
    public async Task The_tuning_and_the_exclusions_that_hold_are_where_a_setting_starts_from()
    {
        await using var house = new House(new TestStore(await OpenAsync()));
        await house.PutIdentitiesAsync(new Identity { Names = ["somebody"] });
        await house.TuneAsync(Unapproved, new() { Enabled = false, Exclusions = [new() { Actor = "*bob", Reason = "x" }] });
        var report = await house.BacktestAsync(
            Backtesting.Records(Some.Event(Some.Morning, user: "alice"), Some.Event(Some.Morning, user: "bob")), grid: [Backtesting.Axis(Unapproved, "enabled", true)]);
        Assert.Equal([0, 1], report.Results!.Select(r => r.Findings));
        Assert.Equal($"{Unapproved}.enabled=true", report.Results![1].Setting);
    }

    private static (string, string) Configured(SettingChange change) => (
        $"Detections:{string.Concat(change.Detection.Split('-').Select(p => char.ToUpperInvariant(p[0]) + p[1..]))}:{char.ToUpperInvariant(change.Option[0])}{change.Option[1..]}",
        change.Value.ToString());

    private static async Task<House> HouseAsync(IStore store, string profile, params (string, string)[] more)
    {
        var house = new House(store, [.. Sensitive, ("Detections:Profile", profile), .. more]);
        await house.PutIdentitiesAsync(new Identity { Names = ["bob"], Enabled = false }, new Identity { Names = ["nobody"], EndDate = Some.Morning });
        return house;
    }

    private static void SameFindings(IReadOnlyList<TrailWatch.Findings.Finding> expected, SettingResult actual)
    {
        Assert.Equal(expected.Count, actual.Findings);
        Assert.Equal(Count(expected, f => f.Detection), actual.ByDetection.OrderBy(d => d.Key, StringComparer.Ordinal).Select(d => (d.Key, d.Value)));
        Assert.Equal(
            Count(expected, f => DateOnly.FromDateTime(f.FirstTime).ToString("O")), actual.Days.Select(d => (d.Day.ToString("O"), d.Findings)));
        Assert.Equal(Count(expected, f => f.Actor.Key), actual.Actors.OrderBy(a => a.Actor, StringComparer.Ordinal).Select(a => (a.Actor, a.Findings)));
    }

    private static IEnumerable<(string, long)> Count(IEnumerable<TrailWatch.Findings.Finding> findings, Func<TrailWatch.Findings.Finding, string> by) =>
        findings.GroupBy(by).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => (g.Key, g.LongCount()));

    private static void Same(SortedDictionary<string, string> expected, SortedDictionary<string, string> actual) =>
        Assert.Equal("", StoreDump.Difference(expected, actual));
}

public sealed class BacktestsOnTheEmbeddedStore(GarnetFixture garnet) : BacktestTests, IClassFixture<GarnetFixture>
{
    protected override ValueTask<IDatabase> OpenAsync() => ValueTask.FromResult(garnet.Database);
}

[Collection(RedisServerTests.Name)]
public sealed class BacktestsOnRedis(RedisServerFixture redis) : BacktestTests
{
    protected override ValueTask<IDatabase> OpenAsync() => redis.OpenAsync();
}
