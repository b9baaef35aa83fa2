using TrailWatch.CloudTrail;
using Xunit;

namespace TrailWatch.Tests.CloudTrail;

/// <summary>Every published sample of a shape, and what becomes of it.</summary>
public sealed class SampleShapesTests
{
    [Theory]
    [InlineData("01_s3_records_wrapper.json", "59526cdd-e3c3-479a-9f8d-da12e2cfa1f8", 1688991125000)]
    [InlineData("02_bare_array.json", "10163ed2-2253-469d-a5ee-cbc6651f8934", 1722431184000)]
    [InlineData("05_cwlogs_subscription_datadog.json", "14b20909-b46b-4f74-b725-d987888edbc7", 1600361051000)]
    [InlineData("05b_cwlogs_awslogs_wire.json", "14b20909-b46b-4f74-b725-d987888edbc7", 1600361051000)]
    [InlineData("06_lookupevents_rows.jsonl", "0828c0d2-3589-4390-b954-c78b4a7df44b", 1644272617000)]
    [InlineData("15_logstash_no_eventTime.json", "fd4f1042-c7f6-4107-a6ee-d841d92596e7", 1600044263000)]
    [InlineData("18_opensearch_ecs_wrapper.json", "8e6ffb2a-af42-47e6-9da9-8d90adbdc937", 1638483084000)]
    [InlineData("22_service_event_no_type.json", "895dc875-cb08-45a5-b8c2-9158838741c0", 1688990123000)]
    [InlineData("22b_awsservice_no_arn.json", "a4a7b25e-c2d5-436f-8a7e-ea89f50541ab", 1688990124000)]
    [InlineData("23_checkmfa_no_arn.json", "74b4a7d6-764d-4ec8-bbd4-91e7a84e6780", 1688992051000)]
    [InlineData("23b_consolelogin_no_mfa.json", "70e5932e-9022-4b38-837e-ca10dad94eb7", 1688991795000)]
    [InlineData("24_forwarded_via_service.json", "293ba626-3be5-4a26-ab1b-0f4c54f49959", 1688989356000)]
    [InlineData("25_eventTime_space_nanos.json", "28773860-a4fd-47c7-a215-6f0e6e6e532f", 1737481787000)]
    [InlineData("27_type_AWSAccount.json", "044e210e-6c5e-3f3e-8f04-2311a826f287", 1734019472000)]
    [InlineData("27_type_AWSAccount_docs.json", "dEXAMPLE-ac7f-466c-a608-4ac8dEXAMPLE", 1405696059000)]
    [InlineData("27_type_FederatedUser.json", "1", 1546300800000)]
    [InlineData("27_type_Root.json", "1", 1546300800000)]
    [InlineData("27_type_SAMLUser_docs.json", "dEXAMPLE-265a-41e0-9352-4401bEXAMPLE", 1572635676000)]
    [InlineData("27_type_WebIdentityUser_docs.json", "bEXAMPLE-0b30-4246-b28c-e3da3EXAMPLE", 1458697191000)]
    [InlineData("29_readOnly_string.json", "044e210e-6c5e-3f3e-8f04-2311a826f287", 1734019472000)]
    [InlineData("30_mfaused_YES.json", "deb1e1f9-c99b-4612-8e9f-21f93b5d79c0", 1668097474000)]
    [InlineData("33_largest_invictus.json", "2950830a-24ae-4565-bfab-74d3be4ad0d0", 1688992033000)]
    [InlineData("34_missing_userIdentity_api.json", "eb834e01-f168-435f-92c0-c36278378b6e", 1737718980000)]
    [InlineData("34b_nonascii_nnbsp.json", "44d2eea3-1a32-4840-a32b-1d577acbdb34", 1771776707000)]
    public void Holds_one_event(string file, string eventId, long time)
    {
        var batch = Read.Body(Read.Shape(file));
        Assert.Equal(1, batch.Received);
        var e = Assert.Single(batch.Events);
        Assert.Equal((eventId, time), (e.EventId, e.Time));
    }

    [Theory]
    [InlineData("03_eventbridge_detail.json")]
    [InlineData("26_network_activity.json")]
    [InlineData("28_sessionContext_without_attributes.json")]
    public void Without_a_real_id_the_event_has_a_hash(string file) =>
        Assert.Matches("^[0-9a-f]{32}$", Assert.Single(Read.Body(Read.Shape(file)).Events).EventId);

    [Theory]
    [InlineData("04_cwlogs_subscription_decoded.json", "bad-event-time")]
    [InlineData("08_sns_in_sqs_s3_pointer.json", "s3-notification")]
    [InlineData("09_s3_notification_records.json", "s3-notification")]
    [InlineData("10_eventbridge_s3_object_created.json", "s3-notification")]
    [InlineData("10b_sqs_partial_garbage.json", "s3-notification,not-json,s3-notification")]
    [InlineData("27_type_Unknown.json", "no-event-time")]
    [InlineData("35_dotted_flat_keys.json", "not-cloudtrail")]
    public void Is_rejected_item_by_item(string file, string codes)
    {
        var batch = Read.Body(Read.Shape(file));
        Assert.Equal(codes, string.Join(',', batch.Rejected.Select(r => r.Code)));
        Assert.Equal(Enumerable.Range(0, batch.Received), batch.Rejected.Select(r => r.Index));
    }

    [Theory]
    [InlineData("11_insights_events.json", 2)]
    [InlineData("11b_insights_cli.json", 1)]
    public void Insights_are_skipped(string file, int count)
    {
        var batch = Read.Body(Read.Shape(file));
        Assert.Equal((count, count), (batch.Received, batch.Skipped["insight"]));
    }

    [Fact]
    public void A_reduced_export_keeps_its_events_without_identity()
    {
        var batch = Read.Body(Read.Shape("21_reduced_no_identity.json"));
        Assert.Equal(["GetSigninToken", "ConsoleLogin"], batch.Events.Select(e => e.EventName));
        Assert.All(batch.Events, e => Assert.True(e.UserIdentity is null && e.ErrorCode is null && e.Succeeded));
    }

    [Fact]
    public void A_piece_of_an_export_with_no_whole_record_is_no_json() =>
        Assert.False(CloudTrailReader.TryRead(Read.Shape("32_malformed_export.txt"), new ReaderLimits(), out _, out _));

    [Fact]
    public void The_multifactor_signs_are_read()
    {
        Assert.True(Assert.Single(Read.Body(Read.Shape("30_mfaused_YES.json")).Events).MfaUsed);
        Assert.False(Assert.Single(Read.Body(Read.Shape("23b_consolelogin_no_mfa.json")).Events).MfaUsed);
        Assert.True(Assert.Single(Read.Body(Read.Shape("15_logstash_no_eventTime.json")).Events).UserIdentity!.MfaAuthenticated);
        Assert.False(Assert.Single(Read.Body(Read.Shape("25_eventTime_space_nanos.json")).Events).UserIdentity!.MfaAuthenticated);
        var unsaid = Assert.Single(Read.Body(Read.Shape("28_sessionContext_without_attributes.json")).Events).UserIdentity!;
        Assert.True(unsaid.HasSessionContext && unsaid.MfaAuthenticated is null);
    }
}
