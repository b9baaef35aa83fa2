using TrailWatch.CloudTrail;
using TrailWatch.Identities;
using TrailWatch.Memory;
using TrailWatch.Tests.Evaluation;
using TrailWatch.Tuning;
using Xunit;

namespace TrailWatch.Tests.Tuning;

public sealed class ExclusionTests
{
    private static readonly CloudTrailEvent One = Some.Event(Some.Morning, "DescribeInstances");

    [Theory]
    [InlineData(Some.Alice, true)]
    [InlineData("ALICE", true)]
    [InlineData("arn:aws:iam::*:user/*", true)]
    [InlineData("alic", false)]
    [InlineData("arn:aws:iam::111122223333:user/bob", false)]
    public void An_actor_is_named_by_key_ARN_or_user_name(string actor, bool hides) => Check(new() { Actor = actor }, hides);

    [Theory]
    [InlineData("111122223333", true)]
    [InlineData("111122223334", false)]
    public void An_account(string account, bool hides) => Check(new() { Account = account }, hides);

    [Theory]
    [InlineData("198.51.100.7", true)]
    [InlineData("198.51.100.8", false)]
    [InlineData("198.51.100.0/29", true)]
    [InlineData("198.51.100.8/29", false)]
    [InlineData("0.0.0.0/0", true)]
    [InlineData("::/0", false)]
    public void A_network_or_an_address(string cidr, bool hides) => Check(new() { SourceCidr = cidr }, hides);

    [Fact]
    public void A_source_that_is_no_address_is_in_no_network() =>
        Check(new() { SourceCidr = "0.0.0.0/0" }, false, One with { SourceIPAddress = "cloudformation.amazonaws.com" });

    [Theory]
    [InlineData("Describe*", true)]
    [InlineData("describeinstances", true)]
    [InlineData("List*", false)]
    public void A_call(string eventName, bool hides) => Check(new() { EventName = eventName }, hides);

    [Theory]
    [InlineData("aws-cli/*", true)]
    [InlineData("aws-cli", false)]
    public void A_user_agent(string userAgent, bool hides) => Check(new() { UserAgent = userAgent }, hides);

    [Fact]
    public void All_conditions_must_hold()
    {
        Check(new() { Actor = "alice", EventName = "Describe*" }, true);
        Check(new() { Actor = "alice", EventName = "Run*" }, false);
        Check(new() { Actor = "bob", EventName = "Describe*" }, false);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void It_ends_at_its_expiry_by_the_event_s_time(int millisecondsAfter, bool hides) =>
        Check(new() { Actor = "alice", Expires = Some.Morning.AddMilliseconds(millisecondsAfter) }, hides);

    private static void Check(Exclusion exclusion, bool hides, CloudTrailEvent? e = null)
    {
        e ??= One;
        var sighting = new Sighting(e, ActorResolver.Resolve(e, ActorGranularity.Role, out _)!, DirectoryMatch.None);
        Assert.Equal(hides, new ExclusionRule(exclusion).Hides(sighting));
    }
}
