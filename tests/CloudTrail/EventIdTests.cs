using Xunit;

namespace TrailWatch.Tests.CloudTrail;

public sealed class EventIdTests
{
    [Theory]
    [InlineData("e1")]
    [InlineData("1")]
    [InlineData("EXAMPLE8-9621-4d00-b913-beca2EXAMPLE")]
    [InlineData("00000000-0000-0000-0000-000000000001")]
    [InlineData("nullable")]
    public void A_real_id_stays(string id) => Assert.Equal(id, Read.One(Make.Record(id)).EventId);

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("...")]
    [InlineData("…")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    [InlineData("null")]
    [InlineData("None")]
    [InlineData("UNKNOWN")]
    [InlineData("n/a")]
    [InlineData("n-a")]
    [InlineData("-")]
    [InlineData("<event-id>")]
    public void A_placeholder_gives_way_to_a_hash(string id) => Assert.Matches("^[0-9a-f]{32}$", Read.One(Make.Record(id)).EventId);

    [Theory]
    [InlineData("null")]
    [InlineData("{\"a\":1}")]
    public void No_text_is_no_id(string json) =>
        Assert.Matches("^[0-9a-f]{32}$", Read.One($$"""{"eventTime":"2026-03-02T10:00:00Z","eventName":"X","eventID":{{json}}}""").EventId);

    [Fact]
    public void The_hash_does_not_mind_white_space_escapes_or_wrappers()
    {
        const string record = """{"eventTime":"2026-03-02T10:00:00Z","eventName":"Xé","requestParameters":{"a":[1,true,null]}}""";
        var id = Read.One(record).EventId;
        Assert.Equal(id, Read.One(record.Replace(":", " :\n\t", StringComparison.Ordinal).Replace("10 :\n\t00 :\n\t00", "10:00:00", StringComparison.Ordinal)).EventId);
        Assert.Equal(id, Read.One(record.Replace("é", "\\u00e9", StringComparison.Ordinal)).EventId);
        Assert.Equal(id, Read.One(Make.Records(record)).EventId);
        Assert.Equal(id, Read.One(Make.Wrap("body", Make.Quote(record))).EventId);
    }

    [Fact]
    public void Other_content_has_another_hash()
    {
        string[] records =
        [
            """{"eventTime":"2026-03-02T10:00:00Z","eventName":"X"}""",
            """{"eventTime":"2026-03-02T10:00:01Z","eventName":"X"}""",
            """{"eventTime":"2026-03-02T10:00:00Z","eventName":"X","a":"b"}""",
            """{"eventTime":"2026-03-02T10:00:00Z","eventName":"X","a":["b"]}""",
            """{"eventTime":"2026-03-02T10:00:00Z","eventName":"X","a":1}""",
            """{"eventTime":"2026-03-02T10:00:00Z","eventName":"X","a":"1"}""",
        ];
        Assert.Equal(records.Length, Read.Body(string.Concat(records)).Events.DistinctBy(e => e.EventId).Count());
    }

    [Fact]
    public void An_id_that_would_have_to_be_cut_is_hashed()
    {
        var longest = new string('x', 2048);
        Assert.Equal(longest, Read.One(Make.Record(longest)).EventId);
        Assert.Equal(32, Read.One(Make.Record(longest + "x")).EventId.Length);
    }
}
