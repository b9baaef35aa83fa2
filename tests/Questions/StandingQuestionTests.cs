using TrailWatch.Identities;
using TrailWatch.Questions;
using TrailWatch.Tests.Detections;
using TrailWatch.Tests.Evaluation;
using TrailWatch.Tests.Stores;
using Xunit;

namespace TrailWatch.Tests.Questions;

/// <summary>Questions of kind identity and mfa.</summary>
[Collection(Rooms.Name)]
public sealed class StandingQuestionTests(GarnetFixture garnet)
{
    private static readonly DateTimeOffset At = Some.Morning;

    [Theory]
    [InlineData("alice", 0, "approved", null), InlineData("ALICE@corp.example", 0, "approved", null), InlineData("mallory", 0, "unknown", "activity-from-unapproved-account")]
    [InlineData("dave", 0, "disabled", "disabled-account-activity"), InlineData("erin", 0, "approved", null), InlineData("erin", 1, "ended", "disabled-account-activity")]
    [InlineData("ci-bot", 0, "service-account", null), InlineData("ci-bot", 1, "approval-expired", "disabled-account-activity")]
    public async Task The_directory_says_who_somebody_is_at_that_time(string user, int minutes, string verdict, string? detection)
    {
        await using var house = await HouseAsync();
        var answer = await house.AskOneAsync(new { kind = "identity", userName = user, at = Asking.Text(At.AddMinutes(minutes)) });
        var proof = answer.Proof<DirectoryStanding>();
        Assert.Equal((verdict, verdict, detection is not null), (answer.Verdict, proof.Verdict, proof.WouldFire));
        Assert.Contains(detection ?? user.ToUpperInvariant(), detection is null ? answer.Explain!.ToUpperInvariant() : answer.Explain!, StringComparison.Ordinal);
        Assert.Equal((3, 1), (proof.Identities, proof.ServiceAccounts));
        if (user == "ci-bot")
        {
            Assert.Equal(("platform", "OPS-1", At.UtcDateTime), (proof.Owner, proof.Ticket, proof.Until));
            Assert.Contains("platform", answer.Explain, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Without_a_time_the_actor_s_newest_event_is_meant_and_for_a_name_alone_the_clock()
    {
        await using var house = await HouseAsync();
        await house.EvaluateAsync(Some.Event(At.AddHours(-1), user: "erin"));
        Assert.Equal("approved", (await house.AskOneAsync(new { kind = "identity", actor = $"arn:aws:iam::{Some.Account}:user/erin" })).Verdict);
        Assert.Equal("ended", (await house.AskOneAsync(new { kind = "identity", userName = "erin" })).Verdict);
    }

    [Fact]
    public async Task With_an_empty_directory_nobody_is_a_stranger_that_is_told()
    {
        await using var house = new House(new TestStore(garnet.Database));
        var answer = await house.AskOneAsync(new { kind = "identity", userName = "alice" });
        Assert.Equal(("unknown", false, "cannot-judge"), (answer.Verdict, answer.Proof<DirectoryStanding>().WouldFire, answer.Proof<DirectoryStanding>().SilentBecause));
        Assert.Contains("empty", answer.Explain, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mfa_is_seen_with_and_without_from_the_first_time_on()
    {
        await using var house = new House(new TestStore(garnet.Database));
        await house.EvaluateAsync(Some.Event(At), Acting.Login(At.AddHours(1), mfa: false), Some.Event(At.AddHours(2)).WithKey(), Some.Event(At.AddHours(3)).WithoutMfa());
        Assert.Equal("never-seen", (await AskMfaAsync(house, At.AddMinutes(-1))).Verdict);
        Assert.Equal("always-with", (await AskMfaAsync(house, At.AddMinutes(59))).Verdict);
        Assert.Equal("seen-without", (await AskMfaAsync(house, At.AddMinutes(60))).Verdict);
        var now = await AskMfaAsync(house, null);
        var proof = now.Proof<MfaProof>();
        Assert.Equal(
            (At.AddHours(1).UtcDateTime, At.AddHours(3).UtcDateTime, At.AddHours(3).UtcDateTime, At.AddHours(1).UtcDateTime, At.AddHours(2).UtcDateTime, At.UtcDateTime),
            (proof.FirstWithout, proof.LastWithout, proof.LastInSession, proof.LastAtConsole, proof.LastWithLongTermKey, proof.LastWith));
        Assert.True(proof.WouldFire);
    }

    [Fact]
    public async Task Sessions_whose_mfa_aws_cannot_know_count_only_where_they_are_judged()
    {
        await using var house = new House(new TestStore(garnet.Database));
        await house.EvaluateAsync(Acting.SsoEvent(At, "alice@corp.example").WithoutMfa());
        var actor = $"arn:aws:iam::{Some.Account}:role/AWSReservedSSO_Admin_0123456789abcdef/alice@corp.example";
        var answer = await house.AskOneAsync(new { kind = "mfa", actor });
        Assert.Equal(("never-seen", At.UtcDateTime), (answer.Verdict, answer.Proof<MfaProof>().LastBeyondAws));
        Assert.Contains("cannot know", answer.Explain, StringComparison.Ordinal);

        await house.TuneAsync("api-activity-without-mfa", new() { Thresholds = new Dictionary<string, System.Text.Json.JsonElement> { ["includeFederated"] = System.Text.Json.JsonSerializer.SerializeToElement(true) } });
        Assert.Equal("seen-without", (await house.AskOneAsync(new { kind = "mfa", actor })).Verdict);
    }

    [Fact]
    public async Task A_service_account_was_seen_without_mfa_and_is_not_told()
    {
        await using var house = await HouseAsync();
        await house.EvaluateAsync(Some.Event(At.AddHours(-1), user: "ci-bot").WithoutMfa());
        var answer = await house.AskOneAsync(new { kind = "mfa", actor = $"arn:aws:iam::{Some.Account}:user/ci-bot" });
        Assert.Equal(("seen-without", false, "service-account"), (answer.Verdict, answer.Proof<MfaProof>().WouldFire, answer.Proof<MfaProof>().SilentBecause));
    }

    private static Task<QuestionAnswer> AskMfaAsync(House house, DateTimeOffset? at) =>
        house.AskOneAsync(new { kind = "mfa", actor = Some.Alice, at = at is { } time ? Asking.Text(time) : null });

    private async Task<House> HouseAsync()
    {
        var house = new House(new TestStore(garnet.Database));
        await house.PutIdentitiesAsync(
            new Identity { Names = ["alice", "alice@corp.example"] }, new Identity { Names = ["dave"], Enabled = false }, new Identity { Names = ["erin"], EndDate = At });
        await house.PutServiceAccountsAsync(new ServiceAccount { Name = "ci-bot", Owner = "platform", Ticket = "OPS-1", Reason = "deploys", Expires = At });
        return house;
    }
}
