using System.IO.Hashing;
using System.Text;

namespace TrailWatch.CloudTrail;

/// <summary>One string for nearly all the times a name, source, region or ARN is met. The pool is bounded: what comes takes the place of what was there.</summary>
internal static class TextPool
{
    private const int LongestPooled = 512;

    private const int Sets = 8192;
    private const int Ways = 2;

    // The last two of each hash. A place is one reference, so threads share it without a lock.
    private static readonly string?[] Recent = new string?[Sets * Ways];

    /// <summary>The text, cut to <paramref name="maxChars"/>; null for blanks, which are read as absent.</summary>
    public static string? Get(ReadOnlySpan<byte> utf8, int maxChars, bool pooled)
    {
        if (IsBlank(utf8))
        {
            return null;
        }

        if (utf8.Length > maxChars)
        {
            return Cut(utf8, maxChars);
        }

        return pooled && utf8.Length <= LongestPooled ? Pooled(utf8) : Encoding.UTF8.GetString(utf8);
    }

    public static bool IsBlank(ReadOnlySpan<byte> utf8) => utf8.IsEmpty || (utf8[0] <= ' ' && utf8.IndexOfAnyExcept(" \t\r\n"u8) < 0);

    private static string Pooled(ReadOnlySpan<byte> utf8)
    {
        var set = Recent.AsSpan((int)(XxHash3.HashToUInt64(utf8) % Sets) * Ways, Ways);
        foreach (var known in set)
        {
            if (known is not null && Ascii.Equals(utf8, known))
            {
                return known;
            }
        }

        set[1] = set[0];
        return set[0] = Encoding.UTF8.GetString(utf8);
    }

    private static string Cut(ReadOnlySpan<byte> utf8, int maxChars)
    {
        // One UTF-16 unit is three bytes at most, so this much holds every character that can be kept, and a torn last one
        // lies beyond the cut.
        var text = Encoding.UTF8.GetString(utf8[..(int)Math.Min(utf8.Length, maxChars * 3L + 3)]);
        if (text.Length <= maxChars)
        {
            return text;
        }

        return text[..(maxChars > 0 && char.IsHighSurrogate(text[maxChars - 1]) ? maxChars - 1 : maxChars)];
    }
}
