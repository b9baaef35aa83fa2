using TrailWatch.CloudTrail;
using Xunit;

namespace TrailWatch.Tests.CloudTrail;

public sealed class BrokenJsonTests
{
    private static readonly string A = Make.Record("a");
    private static readonly string B = Make.Record("b");
    private static readonly string C = Make.Record("c");

    public static TheoryData<string, string> Broken => new()
    {
        { $"{A}\ngarbage\n{B}\n", "a!b" },
        { $"garbage\n{A}", "!a" },
        { $"{A}\ngarbage\nmore garbage\n{{broken\n{B}", "a!b" },
        { $"{A}\ngarbage\n{B}\ngarbage\n{C}", "a!b!c" },
        { $"{A}\n{B[..^1]}\n{C}", "a!c" },
        { $"{A}\n{{\"eventVersion\":\n{B}\n{C}\n", "a!bc" },
        { $"{A}\n{{\"x\":[1,\n{B}\n{C}\n", "a!bc" },
        { $"{A}\n{{\"x\":\"never closed\n{B}", "a!b" },
        { $"{A} trailing words\n{B}", "a!b" },
        { $"{A}}}\n{B}", "a!b" },
        { $"{{\"Records\":[{A},{B},{C[..20]}", "ab!" },
        { $"{{\"Records\":[{A},{B}", "ab!" },
        { $"{{\"Records\":[\n{A},\n{{\"broken\":,\n \"more\":1}},\n{B},\n{C}\n]}}\n", "a!bc" },
        { $"[\n  {A},\n  {{\n    \"broken\":: 1,\n    \"resources\": [\n      {{\n        \"x\": 1\n      }}\n    ]\n  }},\n  {B}\n]", "a!b" },
        { $"{A}\n}}}}}},\n  {B},\n  {C}", "a!bc" },
        { $"{A}\n\n\n\uFEFF{B}\u001E{C}", "abc" },
        { $"{A}\n\0\n{B}", "a!b" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void Each_stretch_that_cannot_be_read_is_one_item(string body, string expected)
    {
        var batch = Read.Body(body);
        var seen = batch.Events.Select(e => (e.Index, e.EventId)).Concat(batch.Rejected.Select(r => (r.Index, r.Code == "not-json" ? "!" : r.Code)));
        Assert.Equal(expected, string.Concat(seen.OrderBy(s => s.Index).Select(s => s.Item2)));
        Assert.Equal(Enumerable.Range(0, batch.Received), seen.Select(s => s.Index).Order());
    }

    [Fact]
    public void A_wrapped_text_that_breaks_off_keeps_what_came_before()
    {
        var batch = Read.Body(Make.Records(Make.Wrap("body", Make.Quote($"{A}\n{B[..^5]}")), Make.Wrap("body", Make.Quote("words")), C));
        Assert.Equal(["a", "c"], batch.Events.Select(e => e.EventId));
        Assert.Equal([(1, "not-json"), (2, "not-json")], batch.Rejected.Select(r => (r.Index, r.Code)));
    }

    [Theory]
    [InlineData("hello")]
    [InlineData("<html></html>")]
    [InlineData("{")]
    [InlineData("{\"Records\":[")]
    [InlineData("{\"Records\":[{\"eventName\":\"X\"")]
    [InlineData("words\nmore words\n{broken")]
    [InlineData("}")]
    public void A_body_without_one_json_value_is_no_json(string body) => Assert.Equal(ReadFailure.NotJson, Read.Error(body).Failure);

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n\t")]
    [InlineData("\uFEFF")]
    public void An_empty_body_is_told_apart(string body) => Assert.Equal(ReadFailure.EmptyBody, Read.Error(body).Failure);

    [Fact]
    public void No_sentence_echoes_what_was_sent()
    {
        const string secret = "s3cr3t";
        var batch = Read.Body(
            $$"""
            {"eventName":"{{secret}}","eventTime":"{{secret}}"}
            {"{{secret}}":"{{secret}}"}
            {{secret}}
            {"body":"{{secret}}"}
            {"awslogs":{"data":"{{secret}}!"} }
            """);
        Assert.Equal(5, batch.Rejected.Count);
        Assert.All(batch.Rejected, r => Assert.DoesNotContain(secret, r.Detail));
        Assert.All(batch.Rejected, r => Assert.EndsWith(".", r.Detail));
        Assert.DoesNotContain(secret, Read.Error(secret).Detail);
    }
}
