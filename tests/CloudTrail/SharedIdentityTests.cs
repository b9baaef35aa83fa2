using TrailWatch.CloudTrail;
using Xunit;

namespace TrailWatch.Tests.CloudTrail;

/// <summary>Events share their identity and their actor, but never with those who are others.</summary>
public sealed class SharedIdentityTests
{
    private static readonly UserIdentity WithoutAccount = new() { Type = "IAMUser", UserName = "alice" };

    [Fact]
    public void The_same_text_gives_the_same_identity_and_actor()
    {
        var (one, other) = (Read.One(Make.Record("a")), Read.One(Make.Record("b", name: "GetObject")));
        Assert.Same(one.UserIdentity, other.UserIdentity);
        Assert.Same(Resolve(one), Resolve(other));
    }

    [Theory]
    [InlineData("IAMUser", "SAMLUser")]
    [InlineData("user/alice", "user/alicf")]
    [InlineData("\"alice\"}", "\"alicf\"}")]
    [InlineData("\"alice\"}", "\"alice\",\"sessionContext\":{}}")]
    [InlineData("\"alice\"}", "\"alice\" }")]
    public void Another_text_is_another_identity(string from, string to)
    {
        var record = Make.Record("a");
        var one = Read.One(record);
        var other = Read.One(record.Replace(from, to, StringComparison.Ordinal));
        Assert.NotSame(one.UserIdentity, other.UserIdentity);
        Assert.Equal(to.EndsWith(" }", StringComparison.Ordinal), one.UserIdentity == other.UserIdentity);
    }

    [Fact]
    public void More_identities_than_are_kept_are_still_told_apart()
    {
        var names = Enumerable.Range(0, 20_000).Select(i => $"user{i}").ToList();
        var body = Make.Records(names.Concat(names).Select(name => Make.Record(name).Replace("alice", name, StringComparison.Ordinal)));
        Assert.All(Read.Body(body).Events, e => Assert.Equal((e.EventId, $"arn:aws:iam::111122223333:user/{e.EventId}"), (e.UserIdentity!.UserName, Resolve(e)!.Key)));
    }

    [Fact]
    public void A_credential_of_one_event_does_not_reach_the_others()
    {
        var one = Read.One(Make.Record("a", more: ",\"additionalEventData\":{\"CredentialType\":\"PASSWORD\"}"));
        Assert.Equal(("PASSWORD", null), (one.UserIdentity!.CredentialType, Read.One(Make.Record("b")).UserIdentity!.CredentialType));
    }

    [Fact]
    public void An_actor_is_kept_for_the_question_that_it_answers()
    {
        Assert.Equal("arn:aws:iam::1:user/alice", Resolve(Event("1", "eu-west-1"))!.Key);
        Assert.Equal("arn:aws:iam::2:user/alice", Resolve(Event("2", "eu-west-1"))!.Key);
        Assert.Equal("arn:aws-cn:iam::2:user/alice", Resolve(Event("2", "cn-north-1"))!.Key);
        Assert.Equal("arn:aws-us-gov:iam::2:user/alice", Resolve(Event("2", "us-gov-west-1"))!.Key);
        Assert.Same(Resolve(Event("2", "eu-west-1")), Resolve(Event("2", "us-east-1")));

        var session = new UserIdentity { Type = "AssumedRole", Arn = "arn:aws:sts::1:assumed-role/R/s", AccountId = "1", IssuerArn = "arn:aws:iam::1:role/R" };
        var e = Event("1", "eu-west-1") with { UserIdentity = session };
        Assert.Equal("arn:aws:iam::1:role/R", Resolve(e)!.Key);
        Assert.Equal("arn:aws:sts::1:assumed-role/R/s", ActorResolver.Resolve(e, ActorGranularity.Session, out _)!.Key);
        Assert.Equal("arn:aws:iam::1:role/R", Resolve(e)!.Key);
    }

    [Fact]
    public void A_changed_copy_of_an_identity_is_somebody_else()
    {
        var e = Event("1", "eu-west-1");
        var alice = Resolve(e);
        var copy = e with { UserIdentity = WithoutAccount with { UserName = "bob" } };
        Assert.Equal("arn:aws:iam::1:user/bob", Resolve(copy)!.Key);
        Assert.Same(alice, Resolve(e));
        Assert.Equal(WithoutAccount, new UserIdentity { Type = "IAMUser", UserName = "alice" });
    }

    [Fact]
    public void Why_an_event_is_nobodys_is_kept_too()
    {
        var e = Event("1", "eu-west-1") with { UserIdentity = new UserIdentity { Type = "AWSService", InvokedBy = "ec2.amazonaws.com" } };
        for (var i = 0; i < 2; i++)
        {
            Assert.Null(ActorResolver.Resolve(e, ActorGranularity.Role, out var reason));
            Assert.Equal(ActorResolver.AwsService, reason);
        }
    }

    private static Actor? Resolve(CloudTrailEvent e) => ActorResolver.Resolve(e, ActorGranularity.Role, out _);

    private static CloudTrailEvent Event(string account, string region) => new()
    {
        EventId = "e",
        Time = 0,
        EventName = "X",
        AwsRegion = region,
        RecipientAccountId = account,
        UserIdentity = WithoutAccount,
    };
}
