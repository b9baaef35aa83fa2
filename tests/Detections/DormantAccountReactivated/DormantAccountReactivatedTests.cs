using TrailWatch.CloudTrail;
using TrailWatch.Findings;
using TrailWatch.Identities;
using TrailWatch.Tests.Evaluation;
using TrailWatch.Tests.Stores;
using Xunit;

namespace TrailWatch.Tests.Detections.DormantAccountReactivated;

[Collection(Rooms.Name)]
public sealed class DormantAccountReactivatedTests(GarnetFixture garnet)
{
    private const string Old = "AKIAOLD";
    private const string New = "AKIANEW";
    private static readonly DateTimeOffset At = Some.Morning;

    private Room Open(params (string, string)[] options) => new(garnet.Database, "DormantAccountReactivated", Rooms.Hardened, options);

    [Theory]
    [InlineData("90", 90, 0, false)]
    [InlineData("90", 90, 1, true)]
    [InlineData("2", 2, 0, false)]
    [InlineData("2", 2, 1, true)]
    public async Task Fires_after_more_days_than_DormantDays(string dormantDays, int days, int seconds, bool fires)
    {
        await using var room = Open(("DormantDays", dormantDays));
        Assert.Null(await room.FindAsync(Some.Event(At)));
        Assert.Equal(fires, await room.FindAsync(Some.Event(At.AddDays(days).AddSeconds(seconds))) is not null);
    }

    [Theory, InlineData(Rooms.Hardened), InlineData(Rooms.Escu)]
    public async Task Both_sides_of_the_silence_may_lie_in_one_batch(string profile)
    {
        await using var room = new Room(garnet.Database, "DormantAccountReactivated", profile);
        Assert.NotNull(await room.FindAsync(Some.Event(At), Some.Event(At.AddDays(100))));
    }

    [Fact]
    public async Task Failures_are_activity_and_wake_up_too()
    {
        await using var room = Open();
        Assert.Null(await room.FindAsync(Some.Event(At), Some.Event(At.AddDays(60)).Failed(), Some.Event(At.AddDays(120))));
        Assert.NotNull(await room.FindAsync(Some.Event(At.AddDays(220)).Failed()));
    }

    [Fact]
    public async Task The_evidence_shows_what_was_before_and_what_woke_it()
    {
        await using var room = Open();
        await room.LearnAsync(Some.Event(At.AddDays(-100).AddSeconds(-5), "ListBuckets"), Some.Event(At.AddDays(-100), "GetObject"));
        var finding = await room.FindAsync(Some.Event(At, "GetSecretValue", id: "e1") with { SourceIPAddress = "203.0.113.9" });
        Assert.Equal(
            """{"subject":"actor","lastSeen":"2025-11-22T10:00:00Z","lastEventName":"GetObject","lastSource":"198.51.100.7","idleDays":100"""
            + ""","awakeSince":"2026-03-02T10:00:00Z","wokenBy":{"eventId":"e1","eventName":"GetSecretValue","source":"203.0.113.9"}}""",
            finding!.Evidence.ToJsonString());
        Assert.Equal((1, Severity.High, 60), (finding.Count, finding.Severity, finding.RiskScore));
        Assert.Equal((At.AddDays(-100).UtcDateTime, At.UtcDateTime), (finding.Window.Start, finding.Window.End));
        Assert.Equal("alice acts again after 100 days of silence: GetSecretValue from 203.0.113.9.", finding.Why);
    }

    [Fact]
    public async Task One_awakening_is_one_finding_and_the_waking_event_repeats_it()
    {
        await using var room = Open();
        await room.LearnAsync(Some.Event(At.AddDays(-100)));
        var waking = Some.Event(At);
        var first = await room.FindAsync(waking);
        Assert.Null(await room.FindAsync(Some.Event(At.AddSeconds(1)), Some.Event(At.AddDays(2))));
        var again = await room.FindAsync(waking);
        Assert.Equal((first!.Id, 1), (again!.Id, again.Revision));
    }

    [Theory, InlineData(-90, 0, false), InlineData(-90, -1, true), InlineData(1, 0, false)]
    public async Task The_directory_can_say_when_an_account_was_last_active(int days, int seconds, bool fires)
    {
        await using var room = Open();
        await room.House.PutIdentitiesAsync(new Identity { Names = ["alice"], LastActivity = At.AddDays(days).AddSeconds(seconds) });
        var finding = await room.FindAsync(Some.Event(At));
        Assert.Equal(fires, finding is not null);
        Assert.Null(finding?.Evidence["lastEventName"]);
    }

    [Fact]
    public async Task Later_activity_outweighs_the_directory()
    {
        await using var room = Open();
        await room.House.PutIdentitiesAsync(new Identity { Names = ["alice"], LastActivity = At.AddDays(-200) });
        Assert.NotNull(await room.FindAsync(Some.Event(At.AddDays(-30))));
        Assert.Null(await room.FindAsync(Some.Event(At)));
    }

    [Fact]
    public async Task An_actor_never_seen_before_is_not_dormant()
    {
        await using var room = Open();
        await room.LearnAsync(Some.Event(At.AddDays(-100), user: "bob"));
        Assert.Null(await room.FindAsync(Some.Event(At)));
    }

    private static CloudTrailEvent[] Busy(string key) => [.. Enumerable.Range(1, 5).Select(i => Some.Event(At.AddDays(-20 * i)).WithKey(key))];

    [Theory, InlineData(-90, 0, false), InlineData(-90, -1, true)]
    public async Task A_key_of_an_active_user_has_a_clock_of_its_own(int days, int seconds, bool fires)
    {
        await using var room = Open();
        await room.LearnAsync(Busy(New).Append(Some.Event(At.AddDays(days).AddSeconds(seconds)).WithKey(Old)));
        var finding = await room.FindAsync(Some.Event(At, "GetObject").WithKey(Old));
        Assert.Equal(fires, finding is not null);
        if (finding is not null)
        {
            Assert.Equal(("access-key", Old, 90), ((string?)finding.Evidence["subject"], (string?)finding.Evidence["accessKeyId"], (int)finding.Evidence["idleDays"]!));
            Assert.Equal("Access key AKIAOLD acts again after 90 days of silence: GetObject from 198.51.100.7.", finding.Why);
            Assert.Equal(Some.Alice, finding.Actor.Key);
        }
    }

    [Fact]
    public async Task A_temporary_key_and_a_new_key_have_no_past()
    {
        await using var room = Open();
        await room.LearnAsync(Busy(New).Append(Some.Event(At.AddDays(-95)).WithKey("ASIAOLD")));
        Assert.Null(await room.FindAsync(Some.Event(At).WithKey("ASIAOLD"), Some.Event(At).WithKey("AKIAFRESH")));
    }

    [Fact]
    public async Task A_user_who_wakes_up_with_a_key_is_one_finding()
    {
        await using var room = Open();
        await room.LearnAsync(Some.Event(At.AddDays(-100)).WithKey(Old));
        Assert.Equal("actor", (string?)(await room.FindAsync(Some.Event(At).WithKey(Old)))!.Evidence["subject"]);
    }
}
