using System.Text.Json;

namespace TrailWatch.CloudTrail;

/// <summary>A record's time as read: not there, there but unreadable, or in Unix milliseconds.</summary>
internal readonly record struct RecordTime(bool IsThere, bool IsGood, long UnixMilliseconds)
{
    // Enough for any time with a long fraction; what is longer is none.
    private const int LongestText = 64;

    public static RecordTime Read(ref Utf8JsonReader json, ref int deepest)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.Null:
                return default;
            case JsonTokenType.String when json.ValueIsEscaped:
                return ReadEscaped(json.ValueSpan);
            case JsonTokenType.String:
                return Read(json.ValueSpan);
            default:
                JsonSteps.Skip(ref json, ref deepest);
                return new RecordTime(IsThere: true, IsGood: false, 0);
        }
    }

    /// <summary>Of a text without escapes.</summary>
    public static RecordTime Read(ReadOnlySpan<byte> text) => TextPool.IsBlank(text) ? default : Parse(text);

    private static RecordTime ReadEscaped(ReadOnlySpan<byte> escaped)
    {
        const int bytesOfAnEscape = 6;
        if (escaped.Length > LongestText * bytesOfAnEscape)
        {
            return new RecordTime(IsThere: true, IsGood: false, 0);
        }

        Span<byte> text = stackalloc byte[LongestText * bytesOfAnEscape];
        return Parse(text[..JsonEscapes.Resolve(escaped, text)]);
    }

    private static RecordTime Parse(ReadOnlySpan<byte> text)
    {
        var good = EventTime.TryParse(text, out var time);
        return new RecordTime(IsThere: true, good, time);
    }
}
