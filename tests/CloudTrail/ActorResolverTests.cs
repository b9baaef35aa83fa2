using TrailWatch.CloudTrail;
using Xunit;

namespace TrailWatch.Tests.CloudTrail;

public sealed class ActorResolverTests
{
    private const string Account = "111122223333";
    private const string RoleArn = "arn:aws:iam::111122223333:role/Deploy";
    private const string SessionArn = "arn:aws:sts::111122223333:assumed-role/Deploy/run-7";
    private const string SsoRole = "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_abc";
    private const string SsoSession = "arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Admin_abc/alice@corp.example";

    [Fact]
    public void An_IAM_user_is_its_arn() =>
        Assert.Equal(
            new Actor("arn:aws:iam::111122223333:user/alice", "IAMUser", "arn:aws:iam::111122223333:user/alice", "alice", Account, null, "AKIA1"),
            Resolve(new UserIdentity { Type = "IAMUser", Arn = "arn:aws:iam::111122223333:user/alice", AccountId = Account, UserName = "alice", AccessKeyId = "AKIA1" }));

    [Theory]
    [InlineData("us-east-1", "arn:aws:iam::111122223333:user/alice")]
    [InlineData("us-gov-west-1", "arn:aws-us-gov:iam::111122223333:user/alice")]
    [InlineData("cn-north-1", "arn:aws-cn:iam::111122223333:user/alice")]
    [InlineData("sagov-westsouth-1r", "arn:aws:iam::111122223333:user/alice")]
    public void A_sign_in_without_arn_lands_on_the_same_user(string region, string key) =>
        Assert.Equal(key, Resolve(new UserIdentity { Type = "IAMUser", AccountId = Account, UserName = "alice", PrincipalId = "AIDA1" }, region: region)!.Key);

    [Fact]
    public void A_user_without_arn_and_name_is_its_principal() =>
        Assert.Equal("IAMUser:111122223333:AIDA1", Resolve(new UserIdentity { Type = "IAMUser", AccountId = Account, PrincipalId = "AIDA1" })!.Key);

    [Fact]
    public void What_a_service_forwards_for_a_user_is_the_users() =>
        Assert.Equal(
            "arn:aws:iam::111122223333:user/alice",
            Resolve(new UserIdentity { Type = "IAMUser", AccountId = Account, UserName = "alice", InvokedBy = "AWS Internal" })!.Key);

    [Theory]
    [InlineData(null, "us-east-1", "arn:aws:iam::111122223333:root")]
    [InlineData("arn:aws:iam::111122223333:root", "us-east-1", "arn:aws:iam::111122223333:root")]
    [InlineData("arn:aws-cn:iam::111122223333:root", "", "arn:aws-cn:iam::111122223333:root")]
    [InlineData(null, "us-gov-east-1", "arn:aws-us-gov:iam::111122223333:root")]
    public void Root_is_the_accounts_root(string? arn, string region, string key)
    {
        var actor = Resolve(new UserIdentity { Type = "Root", Arn = arn, AccountId = Account }, region: region)!;
        Assert.Equal((key, "root"), (actor.Key, actor.UserName));
    }

    [Fact]
    public void A_session_is_its_role() =>
        Assert.Equal(
            new Actor(RoleArn, "AssumedRole", SessionArn, "Deploy", Account, "run-7", null) { RoleArn = RoleArn },
            Resolve(new UserIdentity { Type = "AssumedRole", Arn = SessionArn, AccountId = Account, IssuerArn = RoleArn, IssuerUserName = "Deploy" }));

    [Fact]
    public void Without_an_issuer_the_role_is_read_from_the_session() =>
        Assert.Equal(
            (RoleArn, RoleArn, "run-7"),
            Resolve(new UserIdentity { Type = "AssumedRole", Arn = SessionArn }) is { } a ? (a.Key, a.RoleArn, a.SessionName) : default);

    [Fact]
    public void Without_any_arn_the_role_is_its_principal_and_not_its_session()
    {
        var actor = Resolve(new UserIdentity { Type = "AssumedRole", PrincipalId = "AROA1:run-7", AccountId = Account })!;
        Assert.Equal(("AssumedRole:111122223333:AROA1", "run-7", null), (actor.Key, actor.SessionName, actor.RoleArn));
    }

    [Fact]
    public void Of_an_Identity_Center_role_the_session_is_the_human()
    {
        var actor = Resolve(new UserIdentity { Type = "AssumedRole", Arn = SsoSession, AccountId = Account, IssuerArn = SsoRole })!;
        Assert.Equal((SsoRole + "/alice@corp.example", true, SsoRole), (actor.Key, actor.IsSso, actor.RoleArn));
    }

    [Fact]
    public void By_session_the_key_is_the_arn_where_there_is_one()
    {
        var session = new UserIdentity { Type = "AssumedRole", Arn = SessionArn, AccountId = Account, IssuerArn = RoleArn };
        Assert.Equal(SessionArn, Resolve(session, ActorGranularity.Session)!.Key);
        Assert.Equal(RoleArn, Resolve(session with { Arn = null }, ActorGranularity.Session)!.Key);
    }

    [Theory]
    [InlineData("SAMLUser", null, "P:x", null, null, "SAMLUser:111122223333:P:x")]
    [InlineData("WebIdentityUser", null, null, "accounts.google.com", "bob", "WebIdentityUser:111122223333:accounts.google.com:bob")]
    [InlineData("WebIdentityUser", null, null, null, "bob", "WebIdentityUser:111122223333:bob")]
    [InlineData("FederatedUser", "arn:aws:sts::111122223333:federated-user/f", "P", null, null, "arn:aws:sts::111122223333:federated-user/f")]
    [InlineData("AWSAccount", null, "AROA1:lambda", null, null, "AWSAccount:111122223333:AROA1:lambda")]
    [InlineData("AWSAccount", null, null, null, null, "AWSAccount:111122223333")]
    [InlineData("Directory", null, "d-1", null, null, "Directory:111122223333:d-1")]
    [InlineData("Unknown", "arn:aws:x:::y", null, null, null, "Unknown:111122223333:arn:aws:x:::y")]
    [InlineData("Unknown", "...", "P", null, null, "Unknown:111122223333:P")]
    [InlineData("Unknown", null, "111122223333", null, "bob", "Unknown:111122223333:bob")]
    [InlineData(null, null, "P", null, null, "Unknown:111122223333:P")]
    public void Others_are_their_arn_or_what_else_names_them(
        string? type, string? arn, string? principal, string? provider, string? user, string key) =>
        Assert.Equal(
            key,
            Resolve(new UserIdentity { Type = type, Arn = arn, PrincipalId = principal, IdentityProvider = provider, UserName = user, AccountId = Account })!.Key);

    [Fact]
    public void Where_the_identity_says_no_account_it_is_the_recipients() =>
        Assert.Equal("SAMLUser:444455556666:P", Resolve(new UserIdentity { Type = "SAMLUser", PrincipalId = "P" }, recipient: "444455556666")!.Key);

    [Fact]
    public void Services_and_nobody_are_skipped_with_the_reason()
    {
        Assert.Equal("no-user-identity", Reason(null));
        Assert.Equal("no-actor", Reason(new UserIdentity()));
        Assert.Equal("no-actor", Reason(new UserIdentity { Type = "Root" }));
        Assert.Equal("aws-service", Reason(new UserIdentity { Type = "AWSService", InvokedBy = "ec2.amazonaws.com" }));
        Assert.Equal("aws-service", Reason(new UserIdentity { AccountId = Account, InvokedBy = "ec2.amazonaws.com" }));
        Assert.Equal("", Reason(new UserIdentity { Type = "Unknown", PrincipalId = "P", InvokedBy = "ec2.amazonaws.com" }));
    }

    [Fact]
    public void A_long_key_keeps_its_head_and_stays_distinct()
    {
        string[] keys = [.. new[] { 512, 513, 514 }.Select(KeyOfLength)];
        Assert.Equal(["aws:iam::111122223333:user/xxx"], keys.Select(k => k[4..34]).Distinct());
        Assert.Equal([512, 512, 512], keys.Select(k => k.Length));
        Assert.Equal(3, keys.Distinct().Count());
        Assert.DoesNotContain('~', keys[0]);

        static string KeyOfLength(int length) =>
            Resolve(new UserIdentity { Type = "IAMUser", Arn = "arn:aws:iam::111122223333:user/".PadRight(length, 'x') })!.Key;
    }

    private static Actor? Resolve(
        UserIdentity identity, ActorGranularity granularity = ActorGranularity.Role, string region = "us-east-1", string recipient = "") =>
        ActorResolver.Resolve(Event(identity, region, recipient), granularity, out _);

    private static string Reason(UserIdentity? identity)
    {
        ActorResolver.Resolve(Event(identity, "", ""), ActorGranularity.Role, out var reason);
        return reason;
    }

    private static CloudTrailEvent Event(UserIdentity? identity, string region, string recipient) =>
        new() { EventId = "e", Time = 0, EventName = "X", UserIdentity = identity, AwsRegion = region, RecipientAccountId = recipient };
}
