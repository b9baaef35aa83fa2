using TrailWatch.CloudTrail;
using TrailWatch.Findings;
using TrailWatch.Identities;
using TrailWatch.Tests.Evaluation;
using TrailWatch.Tests.Stores;
using Xunit;

namespace TrailWatch.Tests.Detections.ApiActivityWithoutMfa;

[Collection(Rooms.Name)]
public sealed class ApiActivityWithoutMfaTests(GarnetFixture garnet)
{
    private static readonly DateTimeOffset At = Some.Morning;

    private static readonly Dictionary<string, CloudTrailEvent> Cases = new()
    {
        ["a session without"] = Some.Event(At).WithoutMfa(),
        ["a session with"] = Some.Event(At),
        ["a session that does not say"] = Some.Event(At).By(who => who with { MfaAuthenticated = null }),
        ["a failed call of a session without"] = Some.Event(At).WithoutMfa().Failed(),
        ["a role's session without"] = Some.RoleEvent(At, "RunInstances").WithoutMfa(),
        ["a sign-in without"] = Acting.Login(At, mfa: false),
        ["a sign-in with"] = Acting.Login(At, mfa: true),
        ["a sign-in that does not say"] = Acting.Login(At, mfa: null),
        ["a failed sign-in without"] = Acting.Login(At, mfa: false, "Failure"),
        ["another event that says MFAUsed"] = Acting.Login(At, mfa: false) with { EventName = "CheckMfa" },
        ["a long-term key"] = Some.Event(At).WithKey(),
        ["a long-term key of root"] = Some.Event(At).WithKey().By(who => who with { Type = "Root", UserName = null }),
        ["a temporary key"] = Some.Event(At).WithKey("ASIAEXAMPLE"),
        ["a long-term key in a session with"] = Some.Event(At).By(who => who with { AccessKeyId = Acting.AccessKey }),
        ["a long-term key of somebody else's user"] = Some.Event(At).WithKey().By(who => who with { Type = "AWSAccount" }),
    };

    private static readonly Dictionary<string, CloudTrailEvent> BeyondAws = new()
    {
        ["an SSO role"] = Acting.SsoEvent(At, "alice@corp.example").WithoutMfa(),
        ["a SAML user"] = Some.Event(At).WithoutMfa().By(who => who with { Type = "SAMLUser" }),
        ["a web identity"] = Some.Event(At).WithoutMfa().By(who => who with { Type = "WebIdentityUser" }),
        ["an Identity Center user"] = Some.Event(At).WithoutMfa().By(who => who with { Type = "IdentityCenterUser" }),
        ["an instance profile"] = Some.RoleEvent(At, "RunInstances").WithoutMfa().By(who => who with { IsInstanceProfile = true }),
        ["a session from a web identity"] = Some.RoleEvent(At, "RunInstances").WithoutMfa().By(who => who with { IsWebIdentitySession = true }),
        ["a service-linked role"] = Some.RoleEvent(At, "RunInstances").WithoutMfa().By(who => who with
        {
            IssuerArn = $"arn:aws:iam::{Some.Account}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling",
        }),
        ["a call that a service forwards"] = Some.Event(At).WithoutMfa().By(who => who with { InvokedBy = "cloudformation.amazonaws.com" }),
    };

    public static TheoryData<string> AllBeyondAws => [.. BeyondAws.Keys];

    private Room Open(string profile = Rooms.Hardened, params (string, string)[] options) =>
        new(garnet.Database, "ApiActivityWithoutMfa", profile, options);

    [Theory]
    [InlineData("a session without", "session", true)]
    [InlineData("a session with", null, false)]
    [InlineData("a session that does not say", null, false)]
    [InlineData("a failed call of a session without", "session", true)]
    [InlineData("a role's session without", "session", true)]
    [InlineData("a sign-in without", "console", false)]
    [InlineData("a sign-in with", null, false)]
    [InlineData("a sign-in that does not say", null, false)]
    [InlineData("a failed sign-in without", null, false)]
    [InlineData("another event that says MFAUsed", null, false)]
    [InlineData("a long-term key", "longTermKey", false)]
    [InlineData("a long-term key of root", "longTermKey", false)]
    [InlineData("a temporary key", null, false)]
    [InlineData("a long-term key in a session with", null, false)]
    [InlineData("a long-term key of somebody else's user", null, false)]
    public async Task Knows_the_marks_of_a_missing_second_factor(string what, string? kind, bool inEscu)
    {
        await using var hardened = Open();
        await using var escu = Open(Rooms.Escu);
        var finding = await hardened.FindAsync(Cases[what]);
        Assert.Equal(kind is null ? [] : [kind], new[] { "session", "console", "longTermKey" }.Where(k => (long?)finding?.Evidence[k] == 1));
        Assert.Equal(inEscu, await escu.FindAsync(Cases[what]) is not null);
    }

    [Theory, MemberData(nameof(AllBeyondAws))]
    public async Task Leaves_sessions_alone_whose_MFA_AWS_cannot_know_unless_told(string what)
    {
        await using var hardened = Open();
        await using var told = Open(Rooms.Hardened, ("IncludeFederated", "true"));
        await using var escu = Open(Rooms.Escu);
        Assert.Null(await hardened.FindAsync(BeyondAws[what]));
        Assert.NotNull(await told.FindAsync(BeyondAws[what]));
        Assert.NotNull(await escu.FindAsync(BeyondAws[what]));
    }

    [Theory]
    [InlineData(Rooms.Hardened, "alice")]
    [InlineData(Rooms.Hardened, "ALI*")]
    [InlineData(Rooms.Hardened, Some.Alice)]
    [InlineData(Rooms.Escu, "alice")]
    public async Task A_service_account_has_no_second_factor(string profile, string account)
    {
        await using var room = Open(profile);
        await room.House.PutServiceAccountsAsync(new ServiceAccount { Name = account });
        Assert.Null(await room.FindAsync(Some.Event(At).WithoutMfa()));
        Assert.NotNull(await room.FindAsync(Some.Event(At, user: "bob").WithoutMfa()));
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public async Task An_approval_excuses_as_long_as_it_holds(int seconds, bool found)
    {
        await using var room = Open();
        await room.House.PutIdentitiesAsync(new Identity { Names = ["alice"] });
        await room.House.PutServiceAccountsAsync(new ServiceAccount { Name = "alice", Expires = At });
        Assert.Equal(found, await room.FindAsync(Some.Event(At.AddSeconds(seconds)).WithoutMfa()) is not null);
    }

    [Fact]
    public async Task An_identity_is_no_service_account()
    {
        await using var room = Open();
        await room.House.PutIdentitiesAsync(new Identity { Names = ["alice"] });
        Assert.NotNull(await room.FindAsync(Some.Event(At).WithoutMfa()));
    }

    [Fact]
    public async Task The_evidence_tells_the_kinds_apart()
    {
        await using var room = Open();
        var finding = await room.FindAsync(
            Some.Event(At).WithoutMfa(), Some.Event(At).WithoutMfa(), Acting.Login(At, mfa: false), Some.Event(At).WithKey(), Some.Event(At).WithKey("AKIAANOTHER"));
        Assert.Equal(
            """{"session":2,"console":1,"longTermKey":2,"accessKeyIds":["AKIAANOTHER","AKIAEXAMPLE","ASIAEXAMPLE"]}""",
            finding!.Evidence.ToJsonString());
        Assert.Equal((5, Severity.Low, 30), (finding.Count, finding.Severity, finding.RiskScore));
        Assert.Equal("5 calls without MFA within the hour: 2 in a session, 1 at the console, 2 with a long-term key.", finding.Why);
    }

    [Fact]
    public async Task An_hour_has_one_finding_and_the_next_hour_another()
    {
        await using var room = Open();
        var first = await room.FindAsync(Some.Event(At).WithoutMfa());
        var revised = await room.FindAsync(Some.Event(At.AddMinutes(59)).WithoutMfa());
        var next = await room.FindAsync(Some.Event(At.AddMinutes(60)).WithoutMfa());
        Assert.Equal((first!.Id, 2), (revised!.Id, revised.Revision));
        Assert.NotEqual(first.Id, next!.Id);
        Assert.True(next.Throttled);
    }
}
