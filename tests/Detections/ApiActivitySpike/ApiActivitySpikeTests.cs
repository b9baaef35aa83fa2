using TrailWatch.CloudTrail;
using TrailWatch.Findings;
using TrailWatch.Memory;
using TrailWatch.Tests.Evaluation;
using TrailWatch.Tests.Stores;
using Xunit;

namespace TrailWatch.Tests.Detections.ApiActivitySpike;

[Collection(Rooms.Name)]
public sealed class ApiActivitySpikeTests(GarnetFixture garnet)
{
    private const string Label = WindowLabel.ApiCalls;
    private static readonly DateTimeOffset At = Some.Morning;

    private Room Open(string profile = Rooms.Hardened, params (string, string)[] options) =>
        new(garnet.Database, "ApiActivitySpike", profile, options);

    /// <summary>Five calls in each of so many hours before this morning's.</summary>
    private static IEnumerable<CloudTrailEvent> Hours(int count) =>
        Enumerable.Range(1, count).SelectMany(i => Some.Events(At.AddHours(-i), 5));

    [Theory, InlineData(14, false), InlineData(15, true)]
    public async Task A_baseline_needs_fifteen_active_hours(int hours, bool fires)
    {
        await using var room = Open();
        await room.LearnAsync(Hours(hours));
        Assert.Equal(fires, await room.FindAsync(Some.Events(At, 100)) is not null);
    }

    [Theory]
    [InlineData("20", "3", 25, false)]
    [InlineData("20", "3", 26, true)]
    [InlineData("0", "3", 5, false)]
    [InlineData("0", "3", 6, true)]
    [InlineData("20", "16", 26, false)]
    public async Task A_regular_actor_is_allowed_the_minimum_excess(string excess, string minimumPoints, int calls, bool fires)
    {
        await using var room = Open(options: [("MinimumExcess", excess), ("MinimumPoints", minimumPoints)]);
        await room.LearnAsync(Hours(15));
        Assert.Equal(fires, await room.FindAsync(Some.Events(At, calls)) is not null);
    }

    [Theory]
    [InlineData(Rooms.Hardened, "3", 130, false)]
    [InlineData(Rooms.Hardened, "3", 131, true)]
    [InlineData(Rooms.Hardened, "4", 140, false)]
    [InlineData(Rooms.Hardened, "4", 141, true)]
    public async Task The_threshold_lies_so_many_deviations_over_the_mean_before_the_hour(string profile, string deviations, int calls, bool fires)
    {
        await using var room = Open(profile, ("Deviations", deviations));
        await room.SeedAsync(Label, mean: 100, deviation: 10, points: 15);
        Assert.Equal(fires, await room.FindAsync(Some.Events(At, calls)) is not null);
    }

    [Theory]
    [InlineData(20, 16, false)]
    [InlineData(20, 17, true)]
    [InlineData(14, 100, false)]
    [InlineData(15, 100, true)]
    public async Task The_old_search_tests_after_it_has_learnt(int points, int calls, bool fires)
    {
        await using var room = Open(Rooms.Escu);
        await room.SeedAsync(Label, mean: 10, deviation: 2, points);
        Assert.Equal(fires, await room.FindAsync(Some.Events(At, calls)) is not null);
    }

    [Fact]
    public async Task The_old_search_never_meets_a_new_actor()
    {
        await using var room = Open(Rooms.Escu);
        await room.LearnAsync(Hours(30));
        Assert.Null(await room.FindAsync(Some.Events(At, 200)));
    }

    [Fact]
    public async Task The_evidence_is_the_baseline_before_the_hour()
    {
        await using var room = Open();
        await room.SeedAsync(Label, mean: 100, deviation: 10, points: 20);
        var finding = await room.FindAsync(Some.Events(At, 150));
        Assert.Equal(
            """{"count":150,"mean":100,"standardDeviation":10,"points":20,"threshold":130,"zScore":5,"profile":"hardened"}""",
            finding!.Evidence.ToJsonString());
        Assert.Equal((150, Severity.Medium, 25), (finding.Count, finding.Severity, finding.RiskScore));
        Assert.Equal("150 API calls within the hour, over the threshold of 130: the mean of 20 active hours is 100, their standard deviation 10.", finding.Why);
    }

    [Fact]
    public async Task The_old_evidence_is_the_baseline_with_the_hour()
    {
        await using var room = Open(Rooms.Escu);
        await room.SeedAsync(Label, mean: 10, deviation: 2, points: 20);
        var evidence = (await room.FindAsync(Some.Events(At, 17)))!.Evidence;
        Assert.Equal(["count", "mean", "standardDeviation", "points", "threshold", "zScore", "profile"], evidence.Select(e => e.Key));
        Assert.Equal((17, 21, "escu-2018"), ((int)evidence["count"]!, (int)evidence["points"]!, (string?)evidence["profile"]));
        Assert.Equal(10.009722, (double)evidence["mean"]!, 6);
        Assert.Equal(2.015541, (double)evidence["standardDeviation"]!, 6);
        Assert.Equal(16.056345, (double)evidence["threshold"]!, 6);
        Assert.Equal((17 - 10.009722) / 2.015541, (double)evidence["zScore"]!, 5);
    }

    [Fact]
    public async Task Is_told_at_the_call_that_crosses_the_line_and_shows_the_whole_hour()
    {
        await using var room = Open();
        await room.SeedAsync(Label, mean: 3, deviation: 1, points: 20);
        var calls = Some.Events(At, 24).ToArray();
        foreach (var call in calls[..23])
        {
            Assert.Null(await room.FindAsync(call));
        }

        var finding = await room.FindAsync(calls[23]);
        Assert.Equal((24, At.UtcDateTime), (finding!.Count, finding.FirstTime));
        Assert.Equal(20, finding.EventIds.Count);
    }

    [Fact]
    public async Task Failures_count_and_what_is_no_API_call_does_not()
    {
        await using var room = Open();
        await room.SeedAsync(Label, mean: 3, deviation: 1, points: 20);
        Assert.Null(await room.FindAsync(Some.Events(At, 30).Select(e => e with { EventType = "AwsServiceEvent" })));
        Assert.Equal(24, (await room.FindAsync(Some.Events(At, 24).Select(e => e.Failed() with { EventType = "awsapicall" })))!.Count);
    }

    [Theory, InlineData(Rooms.Hardened, true), InlineData(Rooms.Escu, false)]
    public async Task A_wild_hour_hides_the_next_one_from_the_old_search_alone(string profile, bool fires)
    {
        await using var room = Open(profile);
        await room.SeedAsync(Label, mean: 10, deviation: 1, points: 20);
        Assert.NotNull(await room.FindAsync(Some.Events(At, 900)));
        Assert.Equal(fires, await room.FindAsync(Some.Events(At.AddHours(1), 60)) is not null);
    }

    [Fact]
    public async Task An_event_out_of_order_may_make_a_later_hour_a_spike_no_more_or_a_spike()
    {
        await using var room = Open();
        await room.LearnAsync(Hours(15).Where(e => e.Time >= At.AddHours(-14).ToUnixTimeMilliseconds()));
        Assert.Null(await room.FindAsync(Some.Events(At.AddHours(1), 30)));

        // The fifteenth hour comes after the sixteenth: now there are enough.
        var finding = await room.FindAsync(Some.Events(At, 5));
        Assert.Equal(At.AddHours(1).UtcDateTime, finding!.Window.Start);
    }
}
