using Xunit;

namespace TrailWatch.Tests.CloudTrail;

public sealed class WrapperTests
{
    private static readonly string Record = Make.Record();
    private static readonly string Text = Make.Quote(Record);

    public static TheoryData<string> Wrappers => new(
        Record, $"[{Record}]", $"[[{Record}]]", Make.Records(Record), $"\uFEFF{Record}", $"{Record}\r\n", $"\u001E{Record}\n",
        $$"""{"detail-type":"AWS API Call via CloudTrail","source":"aws.s3","detail":{{Record}}}""",
        $$"""{"messageType":"DATA_MESSAGE","logEvents":[{"id":"1","message":{{Text}}}]}""",
        $$"""{"logEvents":[{"id":"1","message":{{Text}}}],"messageType":"DATA_MESSAGE"}""",
        $$"""{"logEvents":[{"id":"1","message":{{Text}}}]}""",
        Make.AwsLogs($$"""{"messageType":"DATA_MESSAGE","logEvents":[{"message":{{Text}}}]}"""),
        $$"""{"Events":[{"CloudTrailEvent":{{Text}}}]}""", $$"""{"CloudTrailEvent":{{Text}}}""",
        $$"""{"Type":"Notification","Message":{{Text}}}""", Make.Records(Make.Wrap("Sns", Make.Wrap("Message", Text))),
        $$"""{"messageId":"1","body":{{Text}},"eventSource":"aws:sqs"}""", $$"""{"Records":[{"body":{{Text}},"eventSource":"aws:sqs"}]}""",
        Make.Records(Make.Wrap("body", Make.Quote(Make.Wrap("Message", Text)))),
        $$"""{"preview":false,"result":{"_raw":{{Text}},"eventName":"X","eventTime":"2020-01-01T00:00:00Z"} }""",
        $$"""{"_raw":{{Text}}}""", $$"""{"event":{{Record}},"sourcetype":"aws:cloudtrail"}""", $$"""{"event":{{Text}}}""",
        $$"""{"event":{"result":"ACCEPT","name":"cloud_trail"},"message":"plain words","aws":{{Make.Wrap("cloudtrail", Record)}}}""",
        $$"""{"details":{{Record}}}""", $$"""{"integration":"aws","aws":{{Record}}}""",
        $$"""{"\u0064etail":{{Record}}}""", $$"""{"body":{{Make.Quote($"  [{Record}]")}}}""");

    [Theory]
    [MemberData(nameof(Wrappers))]
    public void The_record_in_it_is_found(string body) => Assert.Equal(("e1", 0), (Read.One(body).EventId, Read.One(body).Index));

    [Fact]
    public void Several_records_lie_in_one_wrapped_text() =>
        Assert.Equal(["a", "b"], Read.Body(Make.Wrap("body", Make.Quote(Make.Record("a") + "\n" + Make.Record("b")))).Events.Select(e => e.EventId));

    [Fact]
    public void Records_run_together_are_told_apart() =>
        Assert.Equal(["a", "b", "c"], Read.Body(Make.Record("a") + Make.Record("b") + $"[{Make.Record("c")}]").Events.Select(e => e.EventId));

    [Fact]
    public void Two_levels_of_wrapping_are_opened_and_a_third_is_not()
    {
        var two = Make.Wrap("body", Make.Quote(Make.Wrap("Message", Text)));
        Assert.Equal("e1", Read.One(two).EventId);
        Assert.Equal("wrapped-too-deep", Read.OneRejected(Make.Wrap("body", Make.Quote(two))));
        Assert.Equal("wrapped-too-deep", Read.OneRejected(Make.Wrap("event", Make.Wrap("event", Make.Wrap("event", Record)))));
        Assert.Equal("wrapped-too-deep", Read.OneRejected(Make.Wrap("body", Make.Wrap("body", Make.AwsLogs(Record)))));
    }

    [Fact]
    public void Lists_and_named_places_are_no_levels() =>
        Assert.Equal("e1", Read.One(Make.Wrap("result", Make.Wrap("aws", Make.Records(Make.Wrap("details", Make.Wrap("body", Make.Wrap("event", Record))))))).EventId);

    [Theory]
    [InlineData("""{"event":{"result":"ACCEPT"}}""", "not-cloudtrail")]
    [InlineData("""{"event":"plain words"}""", "not-json")]
    [InlineData("""{"body":"{broken"}""", "not-json")]
    [InlineData("""{"body":"3"}""", "not-json")]
    [InlineData("""{"body":"{}"}""", "not-cloudtrail")]
    [InlineData("""{"body":null}""", "not-cloudtrail")]
    [InlineData("""{}""", "not-cloudtrail")]
    [InlineData("""{"eventSource":"aws:sqs","awsRegion":"us-east-1","@timestamp":"2026-03-02T10:00:00Z"}""", "not-cloudtrail")]
    [InlineData("3", "not-an-object")]
    [InlineData("\"text\"", "not-an-object")]
    [InlineData("[null]", "not-an-object")]
    [InlineData("""{"detail":{"eventName":"X"}}""", "no-event-time")]
    [InlineData("""{"awslogs":{"data":"***"}}""", "bad-base64")]
    [InlineData("""{"awslogs":{"data":"aGVsbG8="}}""", "bad-gzip")]
    [InlineData("""{"awslogs":{"data":""}}""", "bad-gzip")]
    [InlineData("""{"awslogs":{}}""", "not-cloudtrail")]
    [InlineData("""{"Service":"Amazon S3","Event":"s3:TestEvent","Time":"2026-03-02T10:00:00Z"}""", "s3-notification")]
    public void What_yields_nothing_is_one_rejected_item(string body, string code) => Assert.Equal(code, Read.OneRejected(body));

    [Theory]
    [InlineData("[]")]
    [InlineData("""{"Records":[]}""")]
    [InlineData("""{"body":"{\"Events\":[]}"}""")]
    public void An_empty_list_holds_nothing_and_is_no_fault(string body) => Assert.Equal(0, Read.Body(body).Received);

    [Theory]
    [InlineData("""{"messageType":"CONTROL_MESSAGE","logEvents":[{"message":"CWL CONTROL MESSAGE: Checking health"}]}""")]
    [InlineData("""{"logEvents":[{"message":"CWL CONTROL MESSAGE: Checking health"}],"messageType":"CONTROL_MESSAGE"}""")]
    public void A_control_message_is_skipped_whatever_the_order_of_its_keys(string body)
    {
        Assert.Equal(1, Read.Body(body).Skipped["control-message"]);
        Assert.Equal(1, Read.Body(Make.AwsLogs(body)).Received);
    }

    [Fact]
    public void A_record_stays_a_record_whatever_it_has_under_a_wrapper_name()
    {
        var e = Read.One(Make.Record(more: ""","message":"plain words","event":{"a":1},"body":"[broken","aws":"x" """));
        Assert.Equal("e1", e.EventId);
    }

    [Fact]
    public void What_a_call_asked_for_is_never_taken_for_a_wrapper()
    {
        var planted = Make.Record("planted");
        Assert.Equal("e1", Read.One(Make.Record(more: $",\"requestParameters\":{Make.Records(planted)}")).EventId);
        Assert.Equal("e1", Read.One(Make.Record(more: $",\"requestParameters\":{Make.Wrap("body", Make.Quote(planted))}")).EventId);
    }

    [Fact]
    public void A_bad_record_beside_a_good_one_in_the_same_item_is_not_lost()
    {
        var batch = Read.Body($$"""{"body":{{Text}},"detail":{"eventName":"X"} }""");
        Assert.Equal(("e1", "no-event-time"), (Assert.Single(batch.Events).EventId, Assert.Single(batch.Rejected).Code));
    }
}
