using System.Globalization;
using System.Text;
using System.Text.Json;
using TrailWatch.Collector.Replies;

namespace TrailWatch.Collector.Reading;

/// <summary>
/// An envelope's time: a number, or a text that holds one, for Docker, Java and syslog-ng write texts. Whole numbers too large for
/// seconds are milliseconds or nanoseconds; the limits are those of Vector. The record's own eventTime is what counts for evaluation.
/// </summary>
internal static class EnvelopeTime
{
    private const decimal FirstMilliseconds = 13_569_465_600;
    private const decimal FirstNanoseconds = 253_402_300_800_000;

    /// <summary>Null where all is well; <paramref name="seconds"/> is null for null.</summary>
    public static ReplyCode? Read(ref Utf8JsonReader json, out decimal? seconds)
    {
        seconds = null;
        switch (json.TokenType)
        {
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.Number or JsonTokenType.String:
                return Parse(json.ValueSpan, out seconds);
            default:
                return ReplyCode.IndexedFields;
        }
    }

    /// <summary>What the query of a request says for all its events.</summary>
    public static ReplyCode? Of(IQueryCollection query, out decimal? seconds)
    {
        seconds = null;
        return query["time"].ToString() is { Length: > 0 } text ? Parse(Encoding.UTF8.GetBytes(text), out seconds) : null;
    }

    /// <summary>The same for a query's text.</summary>
    public static ReplyCode? Parse(ReadOnlySpan<byte> text, out decimal? seconds)
    {
        seconds = null;

        // Splunk refuses 1.7e9, so no exponent.
        const NumberStyles Plain = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;
        if (!decimal.TryParse(text, Plain, CultureInfo.InvariantCulture, out var number))
        {
            return ReplyCode.IndexedFields;
        }

        if (number < 0)
        {
            return ReplyCode.InvalidFormat;
        }

        var isWhole = !text.Contains((byte)'.');
        seconds = !isWhole || number < FirstMilliseconds ? number
            : number < FirstNanoseconds ? number / 1_000
            : number / 1_000_000_000;
        return null;
    }
}
