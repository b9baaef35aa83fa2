using Xunit;

namespace TrailWatch.Tests.SplunkAddOn;

public sealed class EvalExpressionTests
{
    [Theory]
    [InlineData("coalesce(none, \"x\")", "x")]
    [InlineData("'a.b{}'", "1,2")]
    [InlineData("mvindex('a.b{}', 1)", "2")]
    [InlineData("mvdedup(mvappend('a.b{}', 'a.b{}', none))", "1,2")]
    [InlineData("case(n = 1, \"low\", n >= 9, \"high\", true(), \"other\")", "high")]
    [InlineData("case(none = 1, \"low\", true(), \"other\")", "other")]
    [InlineData("if(len(none) > 0, none, \"empty\")", "empty")]
    [InlineData("none", "")]
    public void Does_as_Splunk_does(string text, string values) => Assert.Equal(values, string.Join(',', EvalExpression.Run(text, Field)));

    [Theory]
    [InlineData("a.b")]
    [InlineData("coalesce(n, \"x\"")]
    [InlineData("nothing(n)")]
    [InlineData("if(n, n)")]
    [InlineData("n n")]
    [InlineData("a{}")]
    public void Refuses_what_it_does_not_know(string text) => Assert.Throws<FormatException>(() => EvalExpression.Run(text, Field));

    private static string[] Field(string name) => name switch { "n" => ["10"], "a.b{}" => ["1", "2"], _ => [] };
}
