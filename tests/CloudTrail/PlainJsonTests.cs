using System.Text;
using System.Text.Json;
using CsCheck;
using TrailWatch.CloudTrail;
using Xunit;

namespace TrailWatch.Tests.CloudTrail;

/// <summary>The quick reader says yes only to what <see cref="Utf8JsonReader"/> takes, and then sees the same.</summary>
public sealed class PlainJsonTests
{
    private static readonly string[] Parts =
    [
        "{", "}", "[", "]", ",", ":", "\"", "\"a\"", "\"b\":", "\\", "\\n", "\\u00e9", "\\u00g", "\\ud800", "\\/", "\\'", "true", "false", "null", "nul", "truex",
        "0", "-1", "01", "-", "1.5", "1.", ".5", "1e5", "12345678901234567890", " ", "\t", "\r\n", "\f", "\0", "\u001f", "é", "\uFEFF", "//", "'", "\"k\":{\"x\":[1,2]}",
        "\"a long text that takes more than one vector of bytes to pass over, so that the stops lie beyond it\"",
    ];

    private static readonly string[] Whole =
    [
        """{"a":{"b":[1,-2,0,3.25,"x\"y\\z\u00e9",true,false,null,{},[],[[]]],"c":""},"d":"a text of more than thirty-two bytes, so that it takes two steps","e":[ { "f" : 1 } ] }""",
        Make.Record(more: ",\"requestParameters\":{\"policy\":\"{\\\"Version\\\":\\\"2012-10-17\\\"}\",\"n\":[0.5,10]},\"responseElements\":{\"ConsoleLogin\":\"Success\"}"),
    ];

    [Theory]
    [InlineData("""{"a":1}""")]
    [InlineData(" ")]
    [InlineData("""{ "a" : [ 1 , 2.50 , -0 ] , "b\n" : "\u00E9\/\"" }""")]
    [InlineData("""[[[]],{},"",0,-1,true,false,null]""")]
    public void Plain_values_are_taken(string text) => Assert.Equal(text != " ", Takes(Encoding.UTF8.GetBytes(text), out _, out _));

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void Nesting_is_followed_to_a_limit(int depth, bool taken)
    {
        Assert.Equal(taken, Takes(Encoding.UTF8.GetBytes(new string('[', depth) + new string(']', depth)), out _, out var deepest));
        Assert.Equal(64, deepest);
    }

    [Fact]
    public void Nothing_that_is_no_json_is_taken_out_of_any_parts() =>
        Of(Parts).Array[1, 12].Sample(parts => Compare(Encoding.UTF8.GetBytes(string.Concat(parts))), iter: 20_000);

    [Fact]
    public void Nothing_that_is_no_json_is_taken_out_of_values_changed_at_random() =>
        Gen.Select(Of(Whole), Gen.Select(Gen.Int[0, 400], Gen.OneOf(Gen.Byte, Of("{}[],:\"\\ 019.-etfnu\n"u8.ToArray()))).Array[0, 3]).Sample(
            (whole, changes) =>
            {
                var text = Encoding.UTF8.GetBytes(whole);
                foreach (var (at, value) in changes)
                {
                    text[at % text.Length] = value;
                }

                Compare(text);
            }, iter: 50_000);

    [Fact]
    public void Every_single_byte_changed_gives_the_same_verdict_or_none()
    {
        var original = Encoding.UTF8.GetBytes(Whole[0]);
        Assert.True(Takes(original, out _, out _));
        for (var at = 0; at < original.Length; at++)
        {
            for (var value = 0; value < 256; value++)
            {
                var text = original.ToArray();
                text[at] = (byte)value;
                Compare(text);
            }

            Compare(original[..at]);
        }
    }

    private static Gen<T> Of<T>(T[] all) => Gen.Int[0, all.Length - 1].Select(i => all[i]);

    private static void Compare(byte[] text)
    {
        if (Takes(text, out var length, out var deepest))
        {
            Assert.Equal(Thoroughly(text.AsSpan(0, length)), deepest);
        }
    }

    private static bool Takes(byte[] text, out int length, out int deepest)
    {
        var json = new PlainJson(text);
        json.Skip(depth: 1);
        (length, deepest) = (json.Consumed, json.Deepest);
        return json.IsPlain;
    }

    /// <summary>How deep the value goes; throws where the text is not just one value.</summary>
    private static int Thoroughly(ReadOnlySpan<byte> text)
    {
        var json = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = 1000 });
        var deepest = 0;
        while (json.Read())
        {
            deepest = Math.Max(deepest, json.CurrentDepth + (json.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray ? 1 : 0));
        }

        return deepest;
    }
}
