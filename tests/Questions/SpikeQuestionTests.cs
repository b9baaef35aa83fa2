using TrailWatch.Questions;
using TrailWatch.Tests.Detections;
using TrailWatch.Tests.Evaluation;
using TrailWatch.Tests.Stores;
using Xunit;

namespace TrailWatch.Tests.Questions;

[Collection(Rooms.Name)]
public sealed class SpikeQuestionTests(GarnetFixture garnet)
{
    private const string Detection = "api-activity-spike";

    [Theory]
    [InlineData("escu-2018", 10, 2, 20, 16, "normal"), InlineData("escu-2018", 10, 2, 20, 17, "spike")]
    [InlineData("escu-2018", 10, 2, 14, 100, "cold-start"), InlineData("escu-2018", 10, 2, 15, 100, "spike")]
    [InlineData("hardened", 10, 2, 15, 30, "normal"), InlineData("hardened", 10, 2, 15, 31, "spike")]
    [InlineData("hardened", 10, 2, 14, 31, "cold-start"), InlineData("hardened", 10, 10, 15, 40, "normal"), InlineData("hardened", 10, 10, 15, 41, "spike")]
    public async Task A_count_is_held_against_the_baseline(string profile, double mean, double deviation, int points, int count, string verdict)
    {
        await using var room = new Room(garnet.Database, "ApiActivitySpike", profile);
        await room.SeedAsync("a-", mean, deviation, points);
        var answer = await room.House.AskOneAsync(Spike(count));
        var proof = answer.Proof<SpikeProof>();
        Assert.Equal(verdict, answer.Verdict);
        Assert.Equal((verdict == "spike", verdict == "cold-start" ? "cold-start" : null, profile), (proof.WouldFire, proof.SilentBecause, proof.Profile));
        Assert.Equal(profile == "hardened" ? points : points + 1, proof.Points);
        if (verdict == "cold-start")
        {
            Assert.Contains("14 of the 15 active hours", answer.Explain, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Open_hours_before_it_are_folded_in_and_the_hour_itself_is_not()
    {
        await using var room = new Room(garnet.Database, "ApiActivitySpike", Rooms.Hardened);
        await room.SeedAsync("a-", 10, 0, 15);
        await room.House.EvaluateAsync([.. Some.Events(Some.Morning, 26), .. Some.Events(Some.Morning.AddHours(1), 7)]);
        var first = (await room.House.AskOneAsync(Spike(1, Some.Morning))).Proof<SpikeProof>();
        var second = (await room.House.AskOneAsync(Spike(1))).Proof<SpikeProof>();
        Assert.Equal((15L, 10d), (first.Points!.Value, first.Mean));
        Assert.Equal((16L, 11d), (second.Points!.Value, second.Mean));
        Assert.Equal(Some.Morning.AddHours(1).UtcDateTime, second.Hour);
    }

    [Fact]
    public async Task A_spike_whose_hour_has_closed_is_still_one_and_another_hour_says_that_it_has_closed()
    {
        await using var room = new Room(garnet.Database, "ApiActivitySpike", Rooms.Hardened);
        await room.SeedAsync("a-", 10, 0, 15);
        await room.House.EvaluateAsync([.. Some.Events(Some.Morning, 40), .. Some.Events(Some.Morning.AddHours(1), 7), Some.Event(Some.Morning.AddHours(9))]);
        var spike = await room.House.AskOneAsync(Spike(40, Some.Morning));
        Assert.Equal(("spike", false, 15L), (spike.Verdict, spike.Proof<SpikeProof>().HourIsFolded, spike.Proof<SpikeProof>().Points));
        var other = await room.House.AskOneAsync(Spike(7, Some.Morning.AddHours(1)));
        Assert.Equal(("normal", true, 17L), (other.Verdict, other.Proof<SpikeProof>().HourIsFolded, other.Proof<SpikeProof>().Points));
        Assert.Contains("has closed", other.Explain, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tuning_holds_at_once_and_an_exclusion_says_why_nothing_is_told()
    {
        await using var room = new Room(garnet.Database, "ApiActivitySpike", Rooms.Hardened);
        await room.SeedAsync("a-", 10, 0, 15);
        Assert.Equal("spike", (await room.House.AskOneAsync(Spike(31))).Verdict);

        await room.House.TuneAsync(Detection, new() { Exclusions = [new() { Actor = "*:user/alice", Reason = "load test, OPS-7", Expires = Some.Morning }] });
        var hidden = await room.House.AskOneAsync(Spike(31, Some.Morning.AddHours(-1)));
        Assert.Equal(("normal", "excluded"), (hidden.Verdict, hidden.Proof<SpikeProof>().SilentBecause));
        Assert.Contains("load test, OPS-7", hidden.Explain, StringComparison.Ordinal);
        Assert.Equal("spike", (await room.House.AskOneAsync(Spike(31, Some.Morning))).Verdict);

        await room.House.TuneAsync(Detection, new() { Exclusions = [new() { Actor = "*:user/alice", EventName = "Describe*", Reason = "x" }] });
        Assert.Equal("spike", (await room.House.AskOneAsync(Spike(31))).Verdict);

        await room.House.TuneAsync(Detection, new() { Enabled = false });
        var off = await room.House.AskOneAsync(Spike(31));
        Assert.Equal(("normal", "off"), (off.Verdict, off.Proof<SpikeProof>().SilentBecause));
    }

    [Theory, InlineData(3, true), InlineData(4, false)]
    public async Task A_spike_after_one_that_Splunk_was_told_of_is_throttled_as_its_finding_would_be(int hoursLater, bool throttled)
    {
        await using var room = new Room(garnet.Database, "ApiActivitySpike", Rooms.Hardened);
        await room.SeedAsync("a-", 10, 0, 15);
        await room.House.EvaluateAsync(Some.Events(Some.Morning, 40));
        var at = Some.Morning.AddHours(hoursLater);
        var answer = await room.House.AskOneAsync(Spike(500, at));
        Assert.Equal(("spike", throttled ? Some.Morning.AddHours(4).UtcDateTime : (DateTime?)null), (answer.Verdict, answer.Proof<SpikeProof>().ThrottledUntil));
        Assert.Equal(throttled, answer.Explain!.Contains("Throttled: Splunk was told", StringComparison.Ordinal));
        var found = (await room.House.EvaluateAsync(Some.Events(at, 500))).Findings.Single(f => f.Detection == Detection && f.Window.Start == at.UtcDateTime);
        Assert.Equal(throttled, found.Throttled);
    }

    [Theory, InlineData(23, true), InlineData(24, false)]
    public async Task A_call_without_MFA_is_throttled_for_a_day(int hoursLater, bool throttled)
    {
        await using var house = new House(new TestStore(garnet.Database));
        var e = Some.Event(Some.Morning);
        await house.EvaluateAsync(e with { UserIdentity = e.UserIdentity! with { MfaAuthenticated = false } });
        var answer = await house.AskOneAsync(new { kind = "mfa", actor = Some.Alice, at = Asking.Text(Some.Morning.AddHours(hoursLater)) });
        Assert.Equal(throttled ? Some.Morning.AddDays(1).UtcDateTime : (DateTime?)null, answer.Proof<MfaProof>().ThrottledUntil);
        Assert.Equal(throttled, answer.Explain!.Contains("Throttled", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whoever_was_never_seen_is_in_cold_start()
    {
        await using var hardened = new Room(garnet.Database, "ApiActivitySpike", Rooms.Hardened);
        await using var escu = new Room(garnet.Database, "ApiActivitySpike", Rooms.Escu);
        var answer = await hardened.House.AskOneAsync(Spike(9));
        Assert.Equal(("cold-start", 0L), (answer.Verdict, answer.Proof<SpikeProof>().Points));
        Assert.Contains("0 of the 15", answer.Explain, StringComparison.Ordinal);
        answer = await escu.House.AskOneAsync(Spike(9));
        Assert.Equal(("cold-start", (long?)null), (answer.Verdict, answer.Proof<SpikeProof>().Points));
        Assert.Contains("imported", answer.Explain, StringComparison.Ordinal);
    }

    private static object Spike(int count, DateTimeOffset? hour = null) => new
    {
        kind = "spike",
        actor = Some.Alice,
        detection = Detection,
        count,
        hour = hour is { } at ? Asking.Text(at.AddMinutes(59)) : null,
    };
}
