using System.Xml;
using CsCheck;
using TrailWatch.Plots;
using Xunit;

namespace TrailWatch.Tests.Plots;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData("alice", "alice")]
    [InlineData("<b>&\"'", "<b>&\"'")]
    [InlineData("a\0b\nc\u001b", "a\ufffdb\ufffdc\ufffd")]
    [InlineData("txt.exe\u202e", "txt.exe\ufffd")]
    [InlineData("m_{2}^{3}", "m_ {2}^ {3}")]
    [InlineData("zoë 日本", "zoë 日本")]
    public void What_cannot_be_drawn_is_replaced(string text, string drawn) => Assert.Equal(drawn, PlainText.Of(text, 50));

    [Theory]
    [InlineData(9, "abcdefghi")]
    [InlineData(8, "abcd…ghi")]
    [InlineData(3, "a…i")]
    public void Of_a_long_one_the_middle_is_left_out(int most, string drawn) => Assert.Equal(drawn, PlainText.Of("abcdefghi", most));

    [Fact]
    public void Whatever_comes_fits_and_is_fit_for_XML() => Gen.Char.Array[0, 80].Select(c => new string(c)).Sample(text =>
    {
        var drawn = PlainText.Of(text, 20);
        XmlConvert.VerifyXmlChars(drawn);
        Assert.InRange(new System.Globalization.StringInfo(drawn).LengthInTextElements, 0, 20);
    });
}
