using System.Text;
using TrailWatch.CloudTrail;
using Xunit;

namespace TrailWatch.Tests.CloudTrail;

/// <summary>Shapes that are only described in the samples' README: one made of each.</summary>
public sealed class DescribedShapesTests
{
    [Fact]
    public void LookupEvents_counts_by_the_inner_time()
    {
        var inner = Make.Record(time: "2021-03-02T10:00:00Z");
        var e = Read.One($$"""{"Events":[{"EventId":"x","EventTime":"2026-03-02T10:00:00Z","CloudTrailEvent":{{Make.Quote(inner)}}}],"NextToken":"n"}""");
        Assert.Equal(("e1", 1614679200000), (e.EventId, e.Time));
    }

    [Fact]
    public void A_digest_file_is_skipped()
    {
        var batch = Read.Body("""
            {"awsAccountId":"111122223333","digestStartTime":"2026-03-02T10:00:00Z","digestEndTime":"2026-03-02T11:00:00Z",
             "digestS3Bucket":"b","digestS3Object":"o","logFiles":[{"s3Bucket":"b","s3Object":"o","hashValue":"h"}]}
            """);
        Assert.Equal((1, 1), (batch.Received, batch.Skipped["digest"]));
    }

    [Fact]
    public void An_Identity_Center_user_is_known_by_onBehalfOf()
    {
        var e = Read.One("""
            {"eventTime":"2026-03-02T10:00:00Z","eventName":"UserAuthentication","eventSource":"signin.amazonaws.com","eventID":"e1",
             "userIdentity":{"type":"IdentityCenterUser","arn":"","accessKeyId":"","accountId":"111122223333","principalId":"",
               "onBehalfOf":{"userId":"u-1","identityStoreArn":"arn:aws:identitystore::111122223333:identitystore/d-1"},"credentialId":"c-1"},
             "additionalEventData":{"CredentialType":"PASSWORD"}}
            """);
        Assert.Null(e.UserIdentity!.Arn);
        Assert.Equal(("u-1", "PASSWORD"), (e.UserIdentity.OnBehalfOfUserId, e.UserIdentity.CredentialType));
        Assert.Equal("IdentityCenterUser:111122223333:u-1", ActorResolver.Resolve(e, ActorGranularity.Role, out _)!.Key);
    }

    [Theory]
    [InlineData("aws-us-gov", "us-gov-west-1")]
    [InlineData("aws-cn", "cn-north-1")]
    public void Other_partitions_are_read_as_they_are(string partition, string region)
    {
        var identity = $$"""{"type":"IAMUser","arn":"arn:{{partition}}:iam::111122223333:user/alice","accountId":"111122223333","userName":"alice"}""";
        var e = Read.One($$"""{"eventTime":"2026-03-02T10:00:00Z","eventName":"X","awsRegion":"{{region}}","userIdentity":{{identity}}}""");
        Assert.Equal($"arn:{partition}:iam::111122223333:user/alice", ActorResolver.Resolve(e, ActorGranularity.Role, out _)!.Key);
    }

    [Fact]
    public void An_alert_as_csv_is_no_json() =>
        Assert.Equal(ReadFailure.NotJson, Read.Error("time,userIdentity\n2026-03-02T10:00:00Z,\"{'type': 'AWSAccount'}\"\n").Failure);

    [Fact]
    public void An_identity_that_is_the_text_of_one_is_read_as_none()
    {
        var e = Read.One("""{"eventTime":"2026-03-02T10:00:00Z","eventName":"X","userIdentity":"{'type': 'AWSAccount', 'principalId': ''}"}""");
        Assert.Null(e.UserIdentity);
    }

    [Fact]
    public void An_anonymous_caller_is_nobody()
    {
        var e = Read.One("""
            {"eventTime":"2026-03-02T10:00:00Z","eventName":"GetObject",
             "userIdentity":{"type":"AWSAccount","principalId":"","accountId":"ANONYMOUS_PRINCIPAL"}}
            """);
        Assert.Null(ActorResolver.Resolve(e, ActorGranularity.Role, out var reason));
        Assert.Equal("no-actor", reason);
    }

    [Fact]
    public void An_integration_named_aws_wraps_a_record() =>
        Assert.Equal("e1", Read.One($$"""{"integration":"aws","aws":{{Make.Record()}}}""").EventId);

    [Fact]
    public void A_console_export_has_the_record_under_details() =>
        Assert.Equal("e1", Read.One($$"""{"name":"Decrypt","details":{{Make.Record()}}}""").EventId);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Utf16_with_a_mark_is_read_as_far_as_it_goes(bool bigEndian)
    {
        var encoding = new UnicodeEncoding(bigEndian, byteOrderMark: true);
        byte[] whole = [.. encoding.GetPreamble(), .. encoding.GetBytes(Make.Records(Make.Record("e1"), Make.Record("e2")))];
        Assert.Equal(["e1", "e2"], Read.Body(whole).Events.Select(e => e.EventId));

        // An odd number of bytes: the last character is torn as well.
        var cut = Read.Body(whole.AsSpan(0, whole.Length - 41));
        Assert.Equal("e1", Assert.Single(cut.Events).EventId);
        Assert.Equal("not-json", Assert.Single(cut.Rejected).Code);
    }

    [Fact]
    public void A_compact_creation_date_does_not_matter() =>
        Assert.False(Read.One("""
            {"eventTime":"2013-11-02T01:06:28Z","eventName":"X","userIdentity":{"type":"AssumedRole",
             "sessionContext":{"attributes":{"creationDate":"20131102T010628Z","mfaAuthenticated":"false"}}}}
            """).UserIdentity!.MfaAuthenticated);
}
