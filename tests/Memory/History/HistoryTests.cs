using CsCheck;
using StackExchange.Redis;
using TrailWatch.CloudTrail;
using TrailWatch.Memory;
using TrailWatch.Memory.Baselines;
using TrailWatch.Memory.History;
using TrailWatch.Memory.Tally;
using TrailWatch.Tests.Evaluation;
using TrailWatch.Tests.Laws;
using TrailWatch.Tests.Stores;
using Xunit;

namespace TrailWatch.Tests.Memory.History;

/// <summary>What is kept of an actor's hours is what a naive walk over the whole stream says of them, however the events came.</summary>
public abstract class HistoryTests
{
    private const string ApiCalls = WindowLabel.ApiCalls;
    private const string SecurityGroups = WindowLabel.SecurityGroupCalls;
    private const int Lateness = 120;

    private static readonly (string, string)[] Sensitive =
    [
        ("Detections:ApiActivitySpike:MinimumPoints", "2"), ("Detections:ApiActivitySpike:MinimumExcess", "3"),
        ("Detections:SecurityGroupActivitySpike:MinimumPoints", "1"), ("Detections:SecurityGroupActivitySpike:MinimumExcess", "1"),
    ];

    private static readonly SpikeBaselineRow Imported = new(Some.Alice, 3, 4, 5.5, 1.25);

    protected abstract ValueTask<IDatabase> OpenAsync();

    [Theory, InlineData("hardened", false), InlineData("hardened", true), InlineData("escu-2018", false), InlineData("escu-2018", true)]
    public async Task A_timeline_is_what_a_walk_over_all_events_says(string profile, bool known)
    {
        var db = await OpenAsync();
        await Gen.Select(EventStreams.InOrder(1, 120), Gen.Int[0, Lateness].Array[120], Gen.Int[1, 30]).SampleAsync(
            async (stream, delays, size) =>
            {
                await using var house = new House(new TestStore(db), [.. Sensitive, ("Detections:Profile", profile)]);
                if (known)
                {
                    await house.Baselines.SeedSpikesAsync(ApiCalls, [Imported], ActorGranularity.Role);
                }

                // Out of order within the lateness, and every batch twice.
                foreach (var batch in stream.Zip(delays).OrderBy(e => e.First.Time + (e.Second * Clock.MinuteMs)).Select(e => e.First).Chunk(size))
                {
                    await house.EvaluateAsync(batch);
                    await house.EvaluateAsync(batch);
                }

                foreach (var actor in stream.GroupBy(e => ActorResolver.Resolve(e, ActorGranularity.Role, out _)!.Key))
                {
                    CloudTrailEvent[] events = [.. actor];
                    var start = known && actor.Key == Some.Alice ? new SpikeBaseline(4, 5.5, 1.25) : default;
                    var calls = new SpikeSettings(ApiCalls, profile == "hardened", 3, 2, 3);
                    await SameAsync(house, actor.Key, calls, start, events[^1], events.Where(e => e.IsApiCall));
                    await SameAsync(
                        house, actor.Key, new(SecurityGroups, profile == "hardened", 1, 1, 3), default, events[^1],
                        events.Where(e => e.EventName is "AuthorizeSecurityGroupIngress" or "DescribeSecurityGroups"));
                }
            },
            iter: 10, threads: 1);
    }

    [Fact]
    public async Task What_a_half_run_left_is_written_anew()
    {
        var db = await OpenAsync();
        CloudTrailEvent[] batch = [.. Some.Events(Some.Morning.AddHours(2), 3), .. Some.Events(Some.Morning.AddHours(3), 4), Some.Event(Some.Morning.AddHours(9))];
        await using var calm = new House(new TestStore(db));
        await using var shaken = new House(new TestStore(db));
        foreach (var house in new[] { calm, shaken })
        {
            await house.EvaluateAsync(Some.Event(Some.Morning, id: "first"), Some.Event(Some.Morning.AddHours(1), id: "second"));
        }

        await calm.EvaluateAsync(batch);

        // The history has been written and the log has not; then an event comes first that was on its way.
        var keys = new SubjectKeys(shaken.Store.KeyPrefix, Some.Alice);
        var before = await db.ListRangeAsync(keys.Memory);
        await shaken.EvaluateAsync(batch.SkipLast(2).Append(batch[^1]));
        await shaken.Baselines.SeedSpikesAsync(SecurityGroups, [Imported], ActorGranularity.Role);
        Assert.NotEmpty(await db.HashGetAllAsync(keys.History));
        await db.KeyDeleteAsync(keys.Memory);
        await db.ListRightPushAsync(keys.Memory, before);
        var between = await ReadAsync(shaken);
        Assert.Equal([1L, 1L], between.Hours.Select(h => h.Count));
        Assert.All(between.Hours, h => Assert.True(h.IsOpen));

        await shaken.EvaluateAsync(batch);
        Assert.Equal((await ReadAsync(calm)).Hours, (await ReadAsync(shaken)).Hours);
    }

    [Theory, InlineData(719), InlineData(720), InlineData(721), InlineData(1500)]
    public async Task Thirty_days_of_hours_are_kept_and_no_more(int hours)
    {
        var db = await OpenAsync();
        await using var house = new House(new TestStore(db));
        foreach (var batch in Enumerable.Range(0, hours).Select(h => Some.Event(Some.Morning.AddHours(h))).Chunk(400))
        {
            await house.EvaluateAsync(batch);
        }

        var timeline = await ReadAsync(house);
        Assert.Equal(Math.Min(hours, 720), timeline.Hours.Count);
        Assert.Equal(timeline.To - 1, timeline.Hours[^1].Hour);
        Assert.Distinct(timeline.Hours.Select(h => h.Hour));

        var kept = await db.HashGetAllAsync(new SubjectKeys(house.Store.KeyPrefix, Some.Alice).History);
        Assert.InRange(kept.Length, 1, 31);
        Assert.InRange(kept.Sum(e => ((byte[])e.Value!).Length), 1, 31 * 24 * 13);
    }

    [Fact]
    public async Task What_lies_before_the_thirty_days_goes_also_when_there_is_little()
    {
        var db = await OpenAsync();
        await using var house = new House(new TestStore(db));
        for (var day = 0; day < 100; day += 2)
        {
            await house.EvaluateAsync(Some.Event(Some.Morning.AddDays(day), day == 0 ? "CreateSecurityGroup" : "RunInstances"));
        }

        Assert.Equal(15, (await ReadAsync(house)).Hours.Count);
        Assert.InRange((await db.HashKeysAsync(new SubjectKeys(house.Store.KeyPrefix, Some.Alice).History)).Length, 1, 16);
        Assert.Empty((await ReadAsync(house, SecurityGroups)).Hours);
    }

    [Fact]
    public async Task Who_has_only_a_baseline_has_no_hours_and_nobody_has_no_timeline()
    {
        await using var house = new House(new TestStore(await OpenAsync()));
        await house.Baselines.SeedSpikesAsync(ApiCalls, [Imported], ActorGranularity.Role);
        var timeline = await ReadAsync(house);
        Assert.Empty(timeline.Hours);
        Assert.Equal(new SpikeBaseline(4, 5.5, 1.25), timeline.Next);
        Assert.Equal(Clock.HourOf(Some.Morning.ToUnixTimeMilliseconds()) + 1, timeline.To);
        Assert.Null(await new HistoryReader(house.Store).ReadAsync(Some.Deployer, Settings(ApiCalls), Some.Morning));
    }

    private static SpikeSettings Settings(string label) => new(label, true, 20, 15, 3);

    private static async Task<Timeline> ReadAsync(House house, string label = ApiCalls) =>
        (await new HistoryReader(house.Store).ReadAsync(Some.Alice, Settings(label), Some.Morning))!;

    private static async Task SameAsync(
        House house, string actor, SpikeSettings settings, SpikeBaseline start, CloudTrailEvent newest, IEnumerable<CloudTrailEvent> counted)
    {
        var to = Clock.HourOf(newest.Time) + 1;
        var hours = new List<PastHour>();
        var baseline = start;
        foreach (var hour in counted.GroupBy(e => Clock.HourOf(e.Time)).OrderBy(h => h.Key))
        {
            var verdict = baseline.Judge(hour.Count(), settings);
            hours.Add(PastHour.Open(hour.Key, verdict, settings) with { IsOpen = newest.Time - ((hour.Key + 1) * Clock.HourMs) < Lateness * Clock.MinuteMs });
            baseline = baseline.Fold(hour.Count(), settings);
        }

        var timeline = (await new HistoryReader(house.Store).ReadAsync(actor, settings, Some.Morning))!;
        Assert.Equal((to - 720, to), (timeline.From, timeline.To));
        Assert.Equal(hours.Where(h => h.Hour >= to - 720), timeline.Hours);
        Assert.Equal(baseline, timeline.Next);
    }
}

public sealed class HistoryTestsOnTheEmbeddedStore(GarnetFixture garnet) : HistoryTests, IClassFixture<GarnetFixture>
{
    protected override ValueTask<IDatabase> OpenAsync() => ValueTask.FromResult(garnet.Database);
}

[Collection(RedisServerTests.Name)]
public sealed class HistoryTestsOnRedis(RedisServerFixture redis) : HistoryTests
{
    protected override ValueTask<IDatabase> OpenAsync() => redis.OpenAsync();
}
