using TrailWatch.Evaluation;
using TrailWatch.Findings;
using TrailWatch.Identities;
using TrailWatch.Tests.Evaluation;
using TrailWatch.Tests.Stores;
using Xunit;

namespace TrailWatch.Tests.Detections.DisabledAccountActivity;

[Collection(Rooms.Name)]
public sealed class DisabledAccountActivityTests(GarnetFixture garnet)
{
    private static readonly DateTimeOffset At = Some.Morning;

    private Room Open(string profile = Rooms.Hardened) => new(garnet.Database, "DisabledAccountActivity", profile);

    [Theory]
    [InlineData(Rooms.Hardened, false, true)]
    [InlineData(Rooms.Hardened, true, false)]
    [InlineData(Rooms.Escu, false, true)]
    [InlineData(Rooms.Escu, true, false)]
    public async Task A_disabled_identity_acts(string profile, bool enabled, bool fires)
    {
        await using var room = Open(profile);
        await room.House.PutIdentitiesAsync(new Identity { Names = ["alice"], Enabled = enabled });
        Assert.Equal(fires, await room.FindAsync(Some.Event(At)) is not null);
        Assert.Null(await room.FindAsync(Some.Event(At, user: "bob")));
    }

    [Theory, InlineData(-1, true), InlineData(0, false), InlineData(1, false)]
    public async Task An_identity_has_ended_when_its_end_lies_before_the_event(int seconds, bool fires)
    {
        await using var room = Open();
        await room.House.PutIdentitiesAsync(new Identity { Names = ["alice"], EndDate = At.AddSeconds(seconds) });
        Assert.Equal(fires, await room.FindAsync(Some.Event(At)) is not null);
    }

    [Theory, InlineData(-1, true), InlineData(0, false), InlineData(1, false)]
    public async Task An_approval_has_expired_when_that_lies_before_the_event(int seconds, bool fires)
    {
        await using var room = Open();
        await room.House.PutServiceAccountsAsync(new ServiceAccount { Name = "deployer", Expires = At.AddSeconds(seconds) });
        Assert.Equal(fires, await room.FindAsync(Some.RoleEvent(At, "RunInstances")) is not null);
    }

    [Theory]
    [InlineData("alice", true)]
    [InlineData("ALICE", true)]
    [InlineData("a*e", true)]
    [InlineData(Some.Alice, true)]
    [InlineData("a*f", false)]
    public async Task Any_name_of_the_identity_may_match(string name, bool fires)
    {
        await using var room = Open();
        await room.House.PutIdentitiesAsync(new Identity { Names = ["somebody", name], Enabled = false });
        Assert.Equal(fires, await room.FindAsync(Some.Event(At)) is not null);
    }

    [Fact]
    public async Task An_SSO_session_s_human_may_be_disabled()
    {
        await using var room = Open();
        await room.House.PutIdentitiesAsync(new Identity { Names = ["dave"], Email = "dave@corp.example", Enabled = false });
        Assert.NotNull(await room.FindAsync(Acting.SsoEvent(At, "Dave@corp.example")));
    }

    [Fact]
    public async Task An_exact_name_speaks_before_a_wildcard_and_an_active_entry_before_an_inactive_one()
    {
        await using var room = Open();
        await room.House.PutIdentitiesAsync(
            new Identity { Names = ["a*"] }, new Identity { Names = ["alice"], Enabled = false },
            new Identity { Names = ["bob"], Enabled = false }, new Identity { Names = ["bob"] });
        Assert.NotNull(await room.FindAsync(Some.Event(At)));
        Assert.Null(await room.FindAsync(Some.Event(At, user: "bob")));
    }

    [Theory, InlineData(true, Severity.High), InlineData(false, Severity.Critical)]
    public async Task Failures_alone_are_one_step_less_severe(bool failedOnly, Severity severity)
    {
        await using var room = Open();
        await room.House.PutIdentitiesAsync(new Identity { Names = ["alice"], Enabled = false });
        var first = await room.FindAsync(Some.Event(At).Failed());
        Assert.Equal(Severity.High, first!.Severity);
        var second = Some.Event(At.AddSeconds(1));
        var finding = await room.FindAsync(failedOnly ? second.Failed() : second);
        Assert.Equal((first.Id, severity, failedOnly), (finding!.Id, finding.Severity, (bool)finding.Evidence["failedOnly"]!));
        Assert.Equal(failedOnly, finding.Throttled);
    }

    [Fact]
    public async Task The_evidence_gives_the_reason()
    {
        await using var room = Open();
        await room.House.PutIdentitiesAsync(
            new Identity { Names = ["alice"], Enabled = false, EndDate = At.AddDays(-2) },
            new Identity { Names = ["bob"], EndDate = At.AddDays(-2) });
        await room.House.PutServiceAccountsAsync(new ServiceAccount { Name = "deployer", Expires = At.AddDays(-3) });
        var findings = await room.FindAllAsync(
            Some.Event(At), Some.Event(At.AddMinutes(1), user: "bob"), Some.RoleEvent(At.AddMinutes(2), "RunInstances").Failed());
        Assert.Equal(
            [
                """{"identity":"alice","reason":"disabled","since":null,"failedOnly":false}""",
                """{"identity":"bob","reason":"ended","since":"2026-02-28T10:00:00Z","failedOnly":false}""",
                """{"identity":"deployer","reason":"approval-expired","since":"2026-02-27T10:00:00Z","failedOnly":true}""",
            ],
            findings.Select(f => f.Evidence.ToJsonString()));
        Assert.Equal("alice is disabled, yet made 1 call within the hour.", findings[0].Why);
        Assert.Equal(80, findings[0].RiskScore);
    }

    [Fact]
    public async Task A_dry_run_knows_the_hour_s_other_kind_of_calls()
    {
        await using var room = Open();
        await room.House.PutIdentitiesAsync(new Identity { Names = ["alice"], Enabled = false });
        await room.FindAsync(Some.Event(At));
        var failed = Some.Event(At.AddSeconds(1)).Failed();
        var asIf = (await room.House.RunAsync(EvaluationMode.DryRun, failed)).Findings.Single(f => f.Detection == "disabled-account-activity");
        Assert.Equal((2, Severity.Critical), (asIf.Count, asIf.Severity));
    }
}
