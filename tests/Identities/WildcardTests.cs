using System.Diagnostics;
using System.Text.RegularExpressions;
using CsCheck;
using TrailWatch.Identities;
using Xunit;

namespace TrailWatch.Tests.Identities;

public sealed class WildcardTests
{
    [Theory]
    [InlineData("*", "", true)]
    [InlineData("*", "anyone", true)]
    [InlineData("ci-*", "CI-bot", true)]
    [InlineData("ci-*", "ci-", true)]
    [InlineData("ci-*", "xci-bot", false)]
    [InlineData("*@corp.example", "alice@CORP.example", true)]
    [InlineData("*@corp.example", "alice@corp.example.evil", false)]
    [InlineData("*@corp.example", "alice@corpXexample", false)]
    [InlineData("arn:aws:iam::*:role/ci-*", "arn:aws:iam::111122223333:role/ci-bot", true)]
    [InlineData("ab*ba", "aba", false)]
    [InlineData("ab*ba", "abba", true)]
    [InlineData("a**b", "ab", true)]
    [InlineData("a*b*c", "a-c-b-c", true)]
    [InlineData("a?c*", "abc", false)]
    public void A_star_stands_for_any_text(string pattern, string name, bool matches) =>
        Assert.Equal(matches, new Wildcard(pattern).Matches(name));

    [Fact]
    public void Agrees_with_a_regular_expression() =>
        Gen.Select(Gen.Char["abAB.*"].Array[1, 7], Gen.Char["abAB.*"].Array[0, 9], (p, n) => (Pattern: new string(p), Name: new string(n)))
            .Where(c => Wildcard.IsOne(c.Pattern))
            .Sample(
                c =>
                {
                    var oracle = $@"\A{Regex.Escape(c.Pattern).Replace(@"\*", ".*", StringComparison.Ordinal)}\z";
                    return new Wildcard(c.Pattern).Matches(c.Name)
                        == Regex.IsMatch(c.Name, oracle, RegexOptions.Singleline | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
                },
                iter: 20_000);

    [Fact]
    public void Twenty_stars_cannot_make_it_slow()
    {
        var wildcard = new Wildcard(string.Concat(Enumerable.Repeat("*a", 20)) + "*b");
        var name = new string('a', 2000);
        var watch = Stopwatch.StartNew();
        Assert.False(wildcard.Matches(name));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(1));
    }
}
