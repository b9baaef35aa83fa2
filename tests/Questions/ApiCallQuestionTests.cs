using TrailWatch.Memory.Baselines;
using TrailWatch.Questions;
using TrailWatch.Tests.Detections;
using TrailWatch.Tests.Evaluation;
using TrailWatch.Tests.Stores;
using Xunit;

namespace TrailWatch.Tests.Questions;

[Collection(Rooms.Name)]
public sealed class ApiCallQuestionTests(GarnetFixture garnet)
{
    private static readonly DateTimeOffset At = Some.Morning;

    [Theory]
    [InlineData("GetObject", 60, "known", false), InlineData("GetObject", 90 * 24 * 60, "known", false), InlineData("GetObject", (90 * 24 * 60) + 1, "new", true)]
    [InlineData("CreateUser", (7 * 24 * 60) - 1, "learning", false), InlineData("CreateUser", 7 * 24 * 60, "new", true), InlineData("CreateUser", -1, "never-seen", false)]
    public async Task A_call_is_known_or_new_or_being_learnt(string name, int minutes, string verdict, bool told)
    {
        await using var house = new House(new TestStore(garnet.Database));
        await house.EvaluateAsync(Some.RoleEvent(At, "GetObject"));
        var answer = await house.AskOneAsync(About(name, At.AddMinutes(minutes)));
        Assert.Equal((verdict, told), (answer.Verdict, answer.Proof<ApiCallProof>().WouldFire));
        Assert.Equal(At.AddDays(7).UtcDateTime, answer.Proof<ApiCallProof>().LearningUntil);
        if (verdict == "learning")
        {
            Assert.Contains("learning until 2026-03-09T10:00:00Z", answer.Explain, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_same_call_of_another_service_is_another_call_and_another_role_is_another_role()
    {
        await using var house = new House(new TestStore(garnet.Database));
        await house.EvaluateAsync(Some.RoleEvent(At, "GetObject"), Some.RoleEvent(At.AddDays(1), "GetObject"));
        Assert.Equal("known", (await house.AskOneAsync(About("GetObject", null))).Verdict);
        Assert.Equal("learning", (await house.AskOneAsync(About("GetObject", null, source: "s3.amazonaws.com"))).Verdict);
        Assert.Equal("never-seen", (await house.AskOneAsync(About("GetObject", null, role: Some.Deployer + "s"))).Verdict);
        Assert.Equal("known", (await house.AskOneAsync(About("GetObject", null, role: $"arn:aws:sts::{Some.Account}:assumed-role/deployer/run-9"))).Verdict);
    }

    [Fact]
    public async Task What_the_lookup_knows_is_known_and_ends_the_learning()
    {
        await using var house = new House(new TestStore(garnet.Database));
        var from = At.AddDays(-30).ToUnixTimeSeconds();
        await house.Baselines.SeedCallsAsync([new SeenCallRow("deployer", "CreateUser", from, At.ToUnixTimeSeconds())]);
        Assert.Equal("known", (await house.AskOneAsync(About("CreateUser", At.AddDays(1)))).Verdict);
        Assert.Equal("new", (await house.AskOneAsync(About("CreateRole", At.AddDays(1)))).Verdict);
        Assert.Equal("new", (await house.AskOneAsync(About("CreateUser", At.AddDays(91)))).Verdict);
    }

    [Fact]
    public async Task In_escu_2018_a_name_is_enough_and_nothing_is_learnt_or_forgotten()
    {
        await using var house = new House(new TestStore(garnet.Database), [("Detections:Profile", "escu-2018")]);
        await house.EvaluateAsync(Some.RoleEvent(At, "GetObject"));
        Assert.Equal("known", (await house.AskOneAsync(About("GetObject", At.AddDays(300), "s3.amazonaws.com", "deployer"))).Verdict);
        Assert.Equal("new", (await house.AskOneAsync(About("CreateUser", At, role: "deployer"))).Verdict);
        Assert.Equal("known", (await house.AskOneAsync(About("GetObject", At.AddDays(1)))).Verdict);

        await using var hardened = new House(new TestStore(garnet.Database));
        Assert.Contains("role must be the ARN", Assert.Single(await hardened.AskAsync(About("GetObject", At, role: "deployer"))).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_exclusion_of_the_call_says_why_it_is_not_told()
    {
        await using var house = new House(new TestStore(garnet.Database));
        await house.EvaluateAsync(Some.RoleEvent(At, "GetObject"));
        await house.TuneAsync("new-api-call-from-role", new() { Exclusions = [new() { EventName = "Create*", Account = Some.Account, Reason = "rollout" }] });
        var answer = await house.AskOneAsync(About("CreateUser", At.AddDays(8)));
        Assert.Equal(("new", false, "excluded"), (answer.Verdict, answer.Proof<ApiCallProof>().WouldFire, answer.Proof<ApiCallProof>().SilentBecause));
        Assert.Contains("rollout", answer.Explain, StringComparison.Ordinal);
        Assert.True((await house.AskOneAsync(About("DeleteUser", At.AddDays(8)))).Proof<ApiCallProof>().WouldFire);
    }

    private static object About(string name, DateTimeOffset? at, string source = "ec2.amazonaws.com", string role = Some.Deployer) => new
    {
        kind = "apiCall",
        role,
        eventSource = source,
        eventName = name,
        at = at is { } time ? Asking.Text(time) : null,
    };
}
