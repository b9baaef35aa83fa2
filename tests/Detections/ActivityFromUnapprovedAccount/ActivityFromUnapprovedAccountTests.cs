using TrailWatch.Findings;
using TrailWatch.Identities;
using TrailWatch.Tests.Evaluation;
using TrailWatch.Tests.Stores;
using Xunit;

namespace TrailWatch.Tests.Detections.ActivityFromUnapprovedAccount;

[Collection(Rooms.Name)]
public sealed class ActivityFromUnapprovedAccountTests(GarnetFixture garnet)
{
    private static readonly DateTimeOffset At = Some.Morning;

    private Room Open(string profile = Rooms.Hardened) => new(garnet.Database, "ActivityFromUnapprovedAccount", profile);

    [Theory]
    [InlineData("alice", false)]
    [InlineData("ALICE", false)]
    [InlineData("al*", false)]
    [InlineData("*:user/alice", false)]
    [InlineData("arn:aws:iam::111122223333:user/alice", false)]
    [InlineData("alic", true)]
    [InlineData("*@corp.example", true)]
    public async Task A_user_is_known_by_any_name_of_an_identity(string name, bool fires)
    {
        await using var room = Open();
        await room.House.PutIdentitiesAsync(new Identity { Names = ["somebody", name] });
        Assert.Equal(fires, await room.FindAsync(Some.Event(At)) is not null);
    }

    [Theory]
    [InlineData("deployer", false)]
    [InlineData("Deploy*", false)]
    [InlineData(Some.Deployer, false)]
    [InlineData("run-1", true)]
    public async Task A_role_is_known_by_its_name_or_ARN_of_a_service_account(string name, bool fires)
    {
        await using var room = Open();
        await room.House.PutServiceAccountsAsync(new ServiceAccount { Name = name });
        Assert.Equal(fires, await room.FindAsync(Some.RoleEvent(At, "RunInstances")) is not null);
    }

    [Theory, InlineData("alice@corp.example", false), InlineData("eve@corp.example", true)]
    public async Task An_SSO_session_is_known_by_its_human(string human, bool fires)
    {
        await using var room = Open();
        await room.House.PutIdentitiesAsync(new Identity { Names = ["alice"], Email = "alice@corp.example" });
        Assert.Equal(fires, await room.FindAsync(Acting.SsoEvent(At, human)) is not null);
    }

    [Theory, InlineData(Rooms.Hardened), InlineData(Rooms.Escu)]
    public async Task Only_what_succeeds_counts(string profile)
    {
        await using var room = Open(profile);
        await room.House.PutIdentitiesAsync(new Identity { Names = ["bob"] });
        Assert.Null(await room.FindAsync(Some.Event(At).Failed(), Acting.Login(At, mfa: true, "Failure")));
        Assert.NotNull(await room.FindAsync(Some.Event(At).Failed("success")));
        Assert.Equal(2, (await room.FindAsync(Acting.Login(At, mfa: true)))!.Count);
    }

    [Fact]
    public async Task An_account_that_is_listed_but_disabled_is_another_room_s()
    {
        await using var room = Open();
        await room.House.PutIdentitiesAsync(new Identity { Names = ["alice"], Enabled = false });
        await room.House.PutServiceAccountsAsync(new ServiceAccount { Name = "deployer", Expires = At.AddDays(-1) });
        Assert.Null(await room.FindAsync(Some.Event(At), Some.RoleEvent(At, "RunInstances")));
    }

    [Fact]
    public async Task An_event_that_names_nobody_is_nobody_unapproved()
    {
        await using var room = Open(Rooms.Escu);
        Assert.Null(await room.FindAsync(Some.Event(At) with { UserIdentity = new() { Type = "AWSAccount", AccountId = "444455556666", PrincipalId = "AIDAEXAMPLE" } }));
    }

    [Fact]
    public async Task An_empty_directory_makes_nobody_a_stranger_and_the_answer_says_so()
    {
        await using var room = Open();
        var result = await room.House.EvaluateAsync(Some.Event(At));
        Assert.Empty(result.Findings);
        Assert.Equal(["activity-from-unapproved-account"], result.SkippedDetections);
    }

    [Fact]
    public async Task An_empty_directory_makes_everybody_a_stranger_to_the_old_search()
    {
        await using var room = Open(Rooms.Escu);
        Assert.NotNull(await room.FindAsync(Some.Event(At)));
        Assert.Empty((await room.House.EvaluateAsync(Some.Event(At))).SkippedDetections);
    }

    [Fact]
    public async Task The_evidence_says_how_large_the_directory_is()
    {
        await using var room = Open();
        await room.House.PutIdentitiesAsync(new Identity { Names = ["bob"] }, new Identity { Names = ["carol"] });
        await room.House.PutServiceAccountsAsync(new ServiceAccount { Name = "ci" });
        var finding = await room.FindAsync(Some.Events(At, 3));
        Assert.Equal("""{"userName":"alice","directoryIdentities":2,"directoryServiceAccounts":1}""", finding!.Evidence.ToJsonString());
        Assert.Equal((3, Severity.Medium, 30, Some.Alice), (finding.Count, finding.Severity, finding.RiskScore, finding.Actor.Key));
        Assert.Equal("alice made 3 successful calls within the hour and matches none of 2 identities and 1 service account.", finding.Why);
    }
}
