using System.Text;
using TrailWatch.CloudTrail;
using Xunit;

namespace TrailWatch.Tests.CloudTrail;

public sealed class ReaderLimitsTests
{
    [Fact]
    public void A_record_may_be_as_large_as_the_limit()
    {
        var record = Make.Record(more: ",\"x\":\"" + new string('x', 1000) + "\"");
        var body = Make.Records(record, Make.Record("e2"));
        Assert.Equal(2, Read.Body(body, new ReaderLimits { MaxRecordBytes = record.Length }).Events.Count);
        var batch = Read.Body(body, new ReaderLimits { MaxRecordBytes = record.Length - 1 });
        Assert.Equal((0, "too-large"), (batch.Rejected[0].Index, batch.Rejected[0].Code));
        Assert.Equal("e2", Assert.Single(batch.Events).EventId);
        Assert.Contains($"{record.Length - 1}", batch.Rejected[0].Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(10, "requestParameters", "", "")]
    [InlineData(10, "userIdentity", "", "")]
    [InlineData(10, "eventName", "", "")]
    [InlineData(10, "additionalEventData", "{\"MFAUsed\":", "}")]
    [InlineData(128, "responseElements", "", "")]
    public void A_record_may_nest_as_deep_as_the_limit(int limit, string key, string open, string close)
    {
        var limits = new ReaderLimits { MaxDepth = limit };
        var inner = limit - 1 - open.Count('{');
        Assert.DoesNotContain(Read.Body(Nested(inner), limits).Rejected, r => r.Code == "too-deep");
        var over = Read.Body(Nested(inner + 1), limits);
        Assert.Equal([(0, "too-deep")], over.Rejected.Select(r => (r.Index, r.Code)));
        Assert.Equal("e2", Assert.Single(over.Events).EventId);

        string Nested(int depth) =>
            Make.Records(Make.Record(more: $",\"{key}\":{open}{new string('[', depth)}{new string(']', depth)}{close}"), Make.Record("e2"));
    }

    [Fact]
    public void Lists_and_wrappers_nest_as_deep_as_the_limit()
    {
        var limits = new ReaderLimits { MaxDepth = 10 };
        Assert.Equal("e1", Assert.Single(Read.Body(Lists(9), limits).Events).EventId);
        Assert.Equal("too-deep", Read.OneRejected(Lists(10), limits));
        Assert.Equal("too-deep", Read.OneRejected(string.Concat(Enumerable.Repeat("{\"aws\":", 10)) + Make.Record() + new string('}', 10), limits));

        static string Lists(int depth) => new string('[', depth) + Make.Record() + new string(']', depth);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{\"aws\":")]
    [InlineData("{\"x\":[")]
    public void Nesting_without_end_is_survived(string opening)
    {
        var body = string.Concat(Enumerable.Repeat(opening, 200_000));
        Assert.Equal(ReadFailure.NotJson, Read.Error(body).Failure);
        Assert.Equal("e1", Assert.Single(Read.Body(Make.Record() + "\n" + body).Events).EventId);
    }

    [Fact]
    public void A_body_may_hold_as_many_records_as_the_limit()
    {
        var limits = new ReaderLimits { MaxRecords = 3 };
        var three = Make.Record("a") + "\n{}\n" + Make.Record("b") + "\n";
        Assert.Equal(3, Read.Body(three, limits).Received);
        foreach (var one in new[] { Make.Record("c"), "{}", "3", "{\"digestS3Object\":\"o\"}", "garbage", Make.Records(Make.Record("c")) })
        {
            var error = Read.Error(three + one, limits);
            Assert.Equal(ReadFailure.TooManyRecords, error.Failure);
            Assert.Contains("3", error.Detail, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Gaps_side_by_side_are_one_item_but_not_without_end()
    {
        Assert.Equal(2, Read.Body(Make.Record() + string.Concat(Enumerable.Repeat("\n{broken", 50))).Received);
        var many = Make.Record() + string.Concat(Enumerable.Repeat("\n{broken", 1001));
        Assert.Equal(ReadFailure.TooManyRecords, Read.Error(many, new ReaderLimits { MaxRecords = 1000 }).Failure);
    }

    [Fact]
    public void An_event_may_lie_up_to_the_latest_time()
    {
        Assert.Single(Read.Body(Make.Record(time: "2026-03-02T10:00:00.000Z"), new ReaderLimits { LatestTime = 1772445600000 }).Events);
        Assert.Equal("from-the-future", Read.OneRejected(Make.Record(time: "2026-03-02T10:00:00.001Z"), new ReaderLimits { LatestTime = 1772445600000 }));
    }

    [Fact]
    public void Descriptions_are_cut_and_ids_are_not()
    {
        var text = new string('é', 600);
        var arn = "arn:aws:iam::111122223333:user/" + new string('x', 2048 - 31);
        var e = Read.One($$$"""
            {"eventTime":"2026-03-02T10:00:00Z","eventName":"X","userAgent":"{{{text}}}","userIdentity":{"arn":"{{{arn}}}","principalId":"{{{arn}}}x"} }
            """);
        Assert.Equal(text[..512], e.UserAgent);
        Assert.Equal(arn, e.UserIdentity!.Arn);
        Assert.Equal(arn, e.UserIdentity.PrincipalId);
        Assert.Equal(new string('é', 512), Read.One(Make.Record(more: $",\"userAgent\":\"{new string('é', 512)}\"")).UserAgent);
    }

    [Fact]
    public void A_cut_does_not_tear_a_character()
    {
        var e = Read.One(Make.Record(more: ",\"userAgent\":\"" + string.Concat("a", string.Concat(Enumerable.Repeat("😀", 400))) + "\""));
        Assert.Equal(511, e.UserAgent.Length);
        Assert.DoesNotContain('\uFFFD', e.UserAgent);
    }

    [Fact]
    public void What_awslogs_unpacks_to_has_one_limit_for_the_body()
    {
        var data = Make.AwsLogs(Make.Record());
        var limits = new ReaderLimits { MaxUnpackedBytes = 2 * Encoding.UTF8.GetByteCount(Make.Record()) };
        Assert.Equal(2, Read.Body(data + data, limits).Events.Count);
        var over = Read.Body(data + data + data, limits);
        Assert.Equal((2, "too-large"), (over.Events.Count, Assert.Single(over.Rejected).Code));
    }
}
