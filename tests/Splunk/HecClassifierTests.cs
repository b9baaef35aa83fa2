using TrailWatch.Splunk.Hec;
using Xunit;

namespace TrailWatch.Tests.Splunk;

public sealed class HecClassifierTests
{
    /// <summary>Every code that Splunk documents, with the status it comes with.</summary>
    [Theory]
    [InlineData(200, 0, nameof(HecOutcome.Accepted))]
    [InlineData(403, 1, nameof(HecOutcome.Held))]
    [InlineData(401, 2, nameof(HecOutcome.Held))]
    [InlineData(401, 3, nameof(HecOutcome.Held))]
    [InlineData(403, 4, nameof(HecOutcome.Held))]
    [InlineData(400, 5, nameof(HecOutcome.BatchRefused))]
    [InlineData(400, 6, nameof(HecOutcome.BatchRefused))]
    [InlineData(400, 7, nameof(HecOutcome.BatchRefused))]
    [InlineData(500, 8, nameof(HecOutcome.Failed))]
    [InlineData(503, 9, nameof(HecOutcome.Busy))]
    [InlineData(400, 10, nameof(HecOutcome.Held))]
    [InlineData(400, 11, nameof(HecOutcome.Held))]
    [InlineData(400, 12, nameof(HecOutcome.BatchRefused))]
    [InlineData(400, 13, nameof(HecOutcome.BatchRefused))]
    [InlineData(400, 14, nameof(HecOutcome.Held))]
    [InlineData(400, 15, nameof(HecOutcome.BatchRefused))]
    [InlineData(400, 16, nameof(HecOutcome.Held))]
    [InlineData(200, 17, nameof(HecOutcome.Accepted))]
    [InlineData(503, 18, nameof(HecOutcome.Busy))]
    [InlineData(503, 19, nameof(HecOutcome.Busy))]
    [InlineData(503, 20, nameof(HecOutcome.Busy))]
    [InlineData(400, 21, nameof(HecOutcome.Held))]
    [InlineData(400, 22, nameof(HecOutcome.Held))]
    [InlineData(503, 23, nameof(HecOutcome.Busy))]
    [InlineData(200, 24, nameof(HecOutcome.NearCapacity))]
    [InlineData(200, 25, nameof(HecOutcome.NearCapacity))]
    [InlineData(429, 26, nameof(HecOutcome.Busy))]
    [InlineData(429, 27, nameof(HecOutcome.Busy))]
    [InlineData(400, 28, nameof(HecOutcome.Held))]
    public void Every_code_has_its_meaning(int status, int code, string outcome) =>
        Assert.Equal(outcome, HecClassifier.Of(status, new HecReply("text", code, null, null), 100).ToString());

    [Theory]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(15)]
    public void C17_A_refusal_that_names_an_event_is_about_that_event(int code) =>
        Assert.Equal(HecOutcome.EventRefused, HecClassifier.Of(400, new HecReply("text", code, 1, null), 100));

    [Theory]
    [InlineData(5_000_000, nameof(HecOutcome.EventRefused))]
    [InlineData(5_000_001, nameof(HecOutcome.TooLarge))]
    public void C20_Code_6_at_0_of_more_than_five_million_bytes_is_about_the_size(int bytes, string outcome) =>
        Assert.Equal(outcome, HecClassifier.Of(400, new HecReply("text", 6, 0, null), bytes).ToString());

    [Fact]
    public void C22_Busy_may_name_where_to_go_on() =>
        Assert.Equal(HecOutcome.BusyAfterSome, HecClassifier.Of(503, new HecReply("Server is busy", 9, 3, null), 100));

    [Theory]
    [InlineData(408, nameof(HecOutcome.Failed))]
    [InlineData(429, nameof(HecOutcome.Busy))]
    [InlineData(500, nameof(HecOutcome.Failed))]
    [InlineData(502, nameof(HecOutcome.Failed))]
    [InlineData(503, nameof(HecOutcome.Busy))]
    [InlineData(504, nameof(HecOutcome.Failed))]
    [InlineData(400, nameof(HecOutcome.BatchRefused))]
    [InlineData(422, nameof(HecOutcome.BatchRefused))]
    [InlineData(413, nameof(HecOutcome.TooLarge))]
    [InlineData(200, nameof(HecOutcome.Accepted))]
    [InlineData(204, nameof(HecOutcome.Accepted))]
    public void C25_Without_HECs_words_the_status_alone_decides(int status, string outcome)
    {
        Assert.Equal(outcome, HecClassifier.Of(status, null, 100).ToString());
        Assert.Equal(outcome, HecClassifier.Of(status, new HecReply("from the future", 99, null, null), 100).ToString());
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(405)]
    [InlineData(407)]
    [InlineData(415)]
    [InlineData(302)]
    public void C26_What_no_event_can_be_blamed_for_holds_the_lane(int status) => Assert.Equal(HecOutcome.Held, HecClassifier.Of(status, null, 100));

    [Fact]
    public void A_code_under_another_status_counts_for_nothing() =>
        Assert.Equal(HecOutcome.Failed, HecClassifier.Of(502, new HecReply("Success", 0, null, null), 100));

    [Theory]
    [InlineData(nameof(HecOutcome.Failed), true)]
    [InlineData(nameof(HecOutcome.Unreachable), false)]
    [InlineData(nameof(HecOutcome.Busy), false)]
    [InlineData(nameof(HecOutcome.BusyAfterSome), false)]
    [InlineData(nameof(HecOutcome.Held), false)]
    public void C29_Only_what_may_have_been_indexed_is_ambiguous(string outcome, bool ambiguous) =>
        Assert.Equal(ambiguous, new HecVerdict(Enum.Parse<HecOutcome>(outcome), "").IsAmbiguous);
}
