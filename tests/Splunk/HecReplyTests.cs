using TrailWatch.Splunk.Hec;
using Xunit;

namespace TrailWatch.Tests.Splunk;

public sealed class HecReplyTests
{
    [Theory]
    [InlineData("""{"text":"Success","code":0,"ackId":7}""")]
    [InlineData("""{"text":"Success","code":0,"ackID":7}""")]
    [InlineData("""{"text":"Success","code":"0","ackId":"7"}""")]
    public void C37_The_acknowledgements_number_is_read_in_every_spelling(string body) =>
        Assert.Equal(new HecReply("Success", 0, null, 7), HecReply.Read(body));

    [Fact]
    public void The_refused_events_number_is_read() =>
        Assert.Equal(new HecReply("Incorrect index", 7, 1, null), HecReply.Read("""{"text":"Incorrect index","code":7,"invalid-event-number":1}"""));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("<html></html>")]
    [InlineData("""{"text":""")]
    [InlineData("[]")]
    [InlineData("17")]
    [InlineData("""{"error":"no code"}""")]
    [InlineData("""{"code":-1}""")]
    [InlineData("""{"code":1.5}""")]
    public void What_is_no_HEC_answer_is_none(string? body) => Assert.Null(HecReply.Read(body));

    [Fact]
    public void C38_The_question_lists_the_ids() => Assert.Equal("""{"acks":[0,5]}"""u8, HecAckAnswer.Question([0, 5]));

    [Fact]
    public void C39_Only_true_and_only_what_was_asked_counts() =>
        Assert.Equal([1L], HecAckAnswer.Read("""{"acks":{"0":false,"1":true,"2":"true","9":true}}""", [0, 1, 2, 3]));

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("""{"acks":[1]}""")]
    [InlineData("[]")]
    public void C43_A_malformed_answer_confirms_nothing(string body) => Assert.Empty(HecAckAnswer.Read(body, [1]));
}
