using TrailWatch.Identities;
using TrailWatch.Questions;
using TrailWatch.Tests.Detections;
using TrailWatch.Tests.Evaluation;
using TrailWatch.Tests.Stores;
using Xunit;

namespace TrailWatch.Tests.Questions;

[Collection(Rooms.Name)]
public sealed class DormancyQuestionTests(GarnetFixture garnet)
{
    private static readonly DateTimeOffset At = Some.Morning;

    [Theory]
    [InlineData(0, "active"), InlineData(90 * 24 * 60, "active"), InlineData((90 * 24 * 60) + 1, "dormant"), InlineData(-1, "never-seen")]
    public async Task An_actor_is_dormant_after_more_than_ninety_days(int minutes, string verdict)
    {
        await using var house = new House(new TestStore(garnet.Database));
        await house.EvaluateAsync(Some.Event(At));
        var answer = await house.AskOneAsync(About(At.AddMinutes(minutes)));
        Assert.Equal((verdict, verdict == "dormant"), (answer.Verdict, answer.Proof<DormancyProof>().WouldFire));
        if (verdict != "never-seen")
        {
            Assert.Equal((At.UtcDateTime, "DescribeInstances", "198.51.100.7"), (answer.Proof<DormancyProof>().LastSeen, answer.Proof<DormancyProof>().LastEventName, answer.Proof<DormancyProof>().LastSource));
        }
    }

    [Fact]
    public async Task The_event_that_woke_an_account_says_so_and_the_next_does_not()
    {
        await using var house = new House(new TestStore(garnet.Database));
        await house.EvaluateAsync(Some.Event(At), Some.Event(At.AddDays(100)));
        Assert.Equal("dormant", (await house.AskOneAsync(About(null))).Verdict);
        await house.EvaluateAsync(Some.Event(At.AddDays(101)));
        var answer = await house.AskOneAsync(About(null));
        Assert.Equal(("active", 0L), (answer.Verdict, answer.Proof<DormancyProof>().IdleDays));
        Assert.Equal("dormant", (await house.AskOneAsync(About(At.AddDays(100)))).Verdict);
    }

    [Fact]
    public async Task The_directory_s_last_activity_counts_for_somebody_who_was_never_seen()
    {
        await using var house = new House(new TestStore(garnet.Database));
        await house.PutIdentitiesAsync(new Identity { Names = ["alice"], LastActivity = At });
        Assert.Equal("dormant", (await house.AskOneAsync(About(At.AddDays(91)))).Verdict);
        Assert.Equal("active", (await house.AskOneAsync(About(At.AddDays(90)))).Verdict);
        Assert.Equal("never-seen", (await house.AskOneAsync(About(At.AddDays(-1)))).Verdict);
    }

    [Fact]
    public async Task A_key_finds_its_actor_and_has_a_clock_of_its_own()
    {
        await using var house = new House(new TestStore(garnet.Database));
        await house.EvaluateAsync(Some.Event(At).WithKey(), Some.Event(At.AddDays(60)), Some.Event(At.AddDays(99)));
        var key = await house.AskOneAsync(new { kind = "dormancy", accessKeyId = Acting.AccessKey });
        var proof = key.Proof<DormancyProof>();
        Assert.Equal(("dormant", Some.Alice, At.UtcDateTime, 99L, true), (key.Verdict, proof.Actor, proof.LastSeen, proof.IdleDays, proof.WouldFire));
        Assert.Equal("active", (await house.AskOneAsync(About(null))).Verdict);
        Assert.Equal("dormant", (await house.AskOneAsync(new { kind = "dormancy", actor = Some.Alice, accessKeyId = Acting.AccessKey })).Verdict);
        Assert.Equal("never-seen", (await house.AskOneAsync(new { kind = "dormancy", accessKeyId = "AKIAOTHER" })).Verdict);
    }

    [Fact]
    public async Task A_key_that_wakes_up_with_its_user_is_dormant_but_not_told_apart()
    {
        await using var house = new House(new TestStore(garnet.Database));
        await house.EvaluateAsync(Some.Event(At).WithKey());
        var answer = await house.AskOneAsync(new { kind = "dormancy", accessKeyId = Acting.AccessKey, at = Asking.Text(At.AddDays(91)) });
        Assert.Equal(("dormant", false, "actor-awakens"), (answer.Verdict, answer.Proof<DormancyProof>().WouldFire, answer.Proof<DormancyProof>().SilentBecause));
    }

    [Fact]
    public async Task A_session_s_arn_is_its_role_and_where_sessions_are_actors_it_is_itself()
    {
        var session = $"arn:aws:sts::{Some.Account}:assumed-role/deployer/run-1";
        await using var roles = new House(new TestStore(garnet.Database));
        await using var sessions = new House(new TestStore(garnet.Database), [("Actors:Granularity", "Session")]);
        foreach (var (house, key) in new[] { (roles, Some.Deployer), (sessions, session) })
        {
            await house.EvaluateAsync(Some.RoleEvent(At, "GetObject"));
            var answer = await house.AskOneAsync(new { kind = "dormancy", actor = session });
            Assert.Equal(("active", key), (answer.Verdict, answer.Proof<DormancyProof>().Actor));
        }

        Assert.Equal("never-seen", (await sessions.AskOneAsync(new { kind = "dormancy", actor = Some.Deployer })).Verdict);
        Assert.Contains("path", (await roles.AskOneAsync(new { kind = "dormancy", actor = session.Replace("deployer", "x", StringComparison.Ordinal) })).Explain, StringComparison.Ordinal);
    }

    private static object About(DateTimeOffset? at) => new { kind = "dormancy", actor = Some.Alice, at = at is { } time ? Asking.Text(time) : null };
}
