using TrailWatch.CloudTrail;
using Xunit;

namespace TrailWatch.Tests.CloudTrail;

public sealed class RecordFieldsTests
{
    [Fact]
    public void All_fields_are_read()
    {
        var e = Read.One("""
            {"eventVersion":"1.08","userIdentity":{"type":"AssumedRole","principalId":"AROA1:s","arn":"arn:aws:sts::1:assumed-role/R/s","accountId":"1",
             "accessKeyId":"ASIA1","userName":"u","invokedBy":"ec2.amazonaws.com","identityProvider":"p",
             "sessionContext":{"sessionIssuer":{"arn":"arn:aws:iam::1:role/R","userName":"R"},"webIdFederationData":{"federatedProvider":"f"},
              "attributes":{"mfaAuthenticated":"TRUE"},"ec2RoleDelivery":"2.0"}},
             "eventTime":"2026-03-02T10:00:00Z","eventSource":"s","eventName":"n","awsRegion":"r","sourceIPAddress":"ip","userAgent":"ua",
             "errorCode":"AccessDenied","responseElements":{"x":{"ConsoleLogin":"no"},"ConsoleLogin":"Failure"},"additionalEventData":{"MFAUsed":"Yes"},
             "eventID":"e1","eventType":"AwsApiCall","recipientAccountId":"2"}
            """);
        Assert.Equal(
            ("s", "n", "r", "ip", "ua", "AccessDenied", "Failure", true, "e1", "AwsApiCall", "2"),
            (e.EventSource, e.EventName, e.AwsRegion, e.SourceIPAddress, e.UserAgent, e.ErrorCode, e.ConsoleLogin, e.MfaUsed, e.EventId, e.EventType,
            e.RecipientAccountId));
        Assert.Equal(
            new UserIdentity
            {
                Type = "AssumedRole",
                PrincipalId = "AROA1:s",
                Arn = "arn:aws:sts::1:assumed-role/R/s",
                AccountId = "1",
                AccessKeyId = "ASIA1",
                UserName = "u",
                InvokedBy = "ec2.amazonaws.com",
                IdentityProvider = "p",
                HasSessionContext = true,
                MfaAuthenticated = true,
                IssuerArn = "arn:aws:iam::1:role/R",
                IssuerUserName = "R",
                IsInstanceProfile = true,
                IsWebIdentitySession = true,
            },
            e.UserIdentity);
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    [InlineData("\"true\"", true)]
    [InlineData("\"False\"", false)]
    [InlineData("\"YES\"", true)]
    [InlineData("\"No\"", false)]
    [InlineData("\"\"", null)]
    [InlineData("null", null)]
    [InlineData("1", null)]
    [InlineData("{\"a\":[true]}", null)]
    public void Multifactor_flags_come_as_text_or_bool(string json, bool? expected)
    {
        var e = Read.One($$$"""
            {"eventTime":"2026-03-02T10:00:00Z","eventName":"X","additionalEventData":{"MFAUsed":{{{json}}} },
             "userIdentity":{"sessionContext":{"attributes":{"mfaAuthenticated":{{{json}}} } } } }
            """);
        Assert.Equal((expected, expected), (e.MfaUsed, e.UserIdentity!.MfaAuthenticated));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"\"")]
    [InlineData("\"  \"")]
    [InlineData("{}")]
    [InlineData("[[],{\"a\":1}]")]
    public void What_has_no_text_is_absent(string json)
    {
        var e = Read.One($$$"""
            {"eventTime":"2026-03-02T10:00:00Z","eventName":"X","errorCode":{{{json}}},"userAgent":{{{json}}},"eventSource":{{{json}}},
             "responseElements":{{{json}}},"additionalEventData":{{{json}}},
             "userIdentity":{"arn":{{{json}}},"type":{{{json}}},"onBehalfOf":{{{json}}},"sessionContext":{"sessionIssuer":{{{json}}},"attributes":{{{json}}} } } }
            """);
        Assert.True(e.Succeeded && e.ErrorCode is null && e.UserAgent.Length == 0 && e.EventSource.Length == 0);
        Assert.Equal(new UserIdentity { HasSessionContext = true }, e.UserIdentity);
    }

    [Fact]
    public void Numbers_and_bools_are_read_as_their_text()
    {
        var e = Read.One("""{"eventTime":"2026-03-02T10:00:00Z","eventName":true,"errorCode":404,"userIdentity":{"accountId":111122223333}}""");
        Assert.Equal(("true", "404", "111122223333"), (e.EventName, e.ErrorCode, e.UserIdentity!.AccountId));
    }

    [Fact]
    public void Of_a_key_that_comes_twice_the_last_one_counts()
    {
        var e = Read.One("""
            {"eventTime":"foo","eventTime":"2026-03-02T10:00:00Z","eventName":"X","eventName":"Y","errorCode":"E","errorCode":null,
             "userIdentity":{"arn":"a","userName":"b"},"userIdentity":{"arn":"c"},"additionalEventData":{"MFAUsed":"Yes"},"additionalEventData":{}}
            """);
        Assert.Equal(("Y", null, new UserIdentity { Arn = "c" }, (bool?)null), (e.EventName, e.ErrorCode, e.UserIdentity, e.MfaUsed));
    }

    [Theory]
    [InlineData("\"2026-03-02T10:00:00Z\"", 1772445600000)]
    [InlineData("\"2026\\u002d03-02T10:00:00Z\"", 1772445600000)]
    [InlineData("null", 1577836800000)]
    [InlineData("\"\"", 1577836800000)]
    public void The_timestamp_stands_in_for_a_missing_time_only(string json, long expected) =>
        Assert.Equal(expected, Read.One($$"""{"@timestamp":"2020-01-01T00:00:00Z","eventTime":{{json}},"eventName":"X"}""").Time);

    [Theory]
    [InlineData("""{"eventName":"X"}""", "no-event-time")]
    [InlineData("""{"eventName":"X","eventTime":null}""", "no-event-time")]
    [InlineData("""{"eventName":"X","eventTime":1690000000,"@timestamp":"2020-01-01T00:00:00Z"}""", "bad-event-time")]
    [InlineData("""{"eventName":"X","eventTime":{"t":1}}""", "bad-event-time")]
    [InlineData("""{"eventName":"X","@timestamp":"soon"}""", "bad-event-time")]
    [InlineData("""{"eventTime":"2026-03-02T10:00:00Z"}""", "no-event-name")]
    [InlineData("""{"eventTime":"2026-03-02T10:00:00Z","eventName":""}""", "no-event-name")]
    [InlineData("""{"userIdentity":{}}""", "no-event-time")]
    public void A_record_without_what_it_must_have_is_rejected(string body, string code) => Assert.Equal(code, Read.OneRejected(body));

    [Theory]
    [InlineData("\\ud800")]
    [InlineData("\\udc00\\ud800")]
    [InlineData("\\ud800\\u0041")]
    [InlineData("\\ud83d\\ude00")]
    public void Lone_surrogates_cost_nothing(string text)
    {
        var e = Read.One($$"""{"{{text}}":1,"eventTime":"2026-03-02T10:00:00Z","eventName":"X","userAgent":"a{{text}}b","userIdentity":{"{{text}}":1} }""");
        Assert.StartsWith("a", e.UserAgent);
        Assert.EndsWith("b", e.UserAgent);
        Assert.Equal("X", Read.One(Make.Wrap("body", Make.Quote($$"""{"eventTime":"2026-03-02T10:00:00Z","eventName":"X","userAgent":"{{text}}"}"""))).EventName);
    }

    [Fact]
    public void Bytes_that_are_no_utf8_cost_nothing()
    {
        byte[] body =
        [
            .. """{"eventTime":"2026-03-02T10:00:00Z","eventName":"X","userAgent":"a"""u8, 0xC3, 0x28, 0xFF, 0xED, 0xA0, 0x80,
            .. "b\",\""u8, 0xFF, .. "\":1}"u8,
        ];
        Assert.Equal("X", Assert.Single(Read.Body(body).Events).EventName);
        Assert.Contains('\uFFFD', Assert.Single(Read.Body(body).Events).UserAgent);
    }

    [Fact]
    public void Strings_that_repeat_are_one_string_and_ids_are_not_pooled()
    {
        var batch = Read.Body(Make.Record("a") + Make.Record("a"));
        Assert.Same(batch.Events[0].UserIdentity!.Arn, batch.Events[1].UserIdentity!.Arn);
        Assert.Same(batch.Events[0].EventName, batch.Events[1].EventName);
        Assert.NotSame(batch.Events[0].EventId, batch.Events[1].EventId);
    }

    [Fact]
    public void Escapes_are_resolved() =>
        Assert.Equal("a\"\\/\b\f\n\r\té€😀", Read.One("""{"eventTime":"2026-03-02T10:00:00Z","eventName":"a\"\\\/\b\f\n\r\t\u00e9\u20AC\ud83d\ude00"}""").EventName);
}
