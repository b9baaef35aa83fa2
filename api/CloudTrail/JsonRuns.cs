using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace TrailWatch.CloudTrail;

/// <summary>Where JSON strings and numbers end. Positions are of the text; -1 stands for what is none, or is left to another reader.</summary>
internal static class JsonRuns
{
    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789abcdefABCDEF"u8);

    private static readonly SearchValues<byte> Stops = SearchValues.Create([.. Enumerable.Range(0, ' ').Select(i => (byte)i), (byte)'"', (byte)'\\']);

    /// <summary>The next quote, backslash or control character, or the text's length.</summary>
    public static int End(ReadOnlySpan<byte> text, int from)
    {
        ref var start = ref MemoryMarshal.GetReference(text);
        for (; from <= text.Length - Vector256<byte>.Count; from += Vector256<byte>.Count)
        {
            var bytes = Vector256.LoadUnsafe(ref start, (nuint)from);
            var stops = Vector256.Equals(bytes, Vector256.Create((byte)'"')) | Vector256.Equals(bytes, Vector256.Create((byte)'\\'))
                | Vector256.LessThan(bytes, Vector256.Create((byte)' '));
            if (stops.ExtractMostSignificantBits() is not 0 and var bits)
            {
                return from + BitOperations.TrailingZeroCount(bits);
            }
        }

        var length = from < text.Length ? text[from..].IndexOfAny(Stops) : -1;
        return length < 0 ? text.Length : from + length;
    }

    /// <summary>Behind the closing quote of the string whose first character lies there.</summary>
    public static int StringEnd(ReadOnlySpan<byte> text, int from)
    {
        while (true)
        {
            var end = End(text, from);
            if (end == text.Length || text[end] < ' ')
            {
                return -1;
            }

            if (text[end] == '"')
            {
                return end + 1;
            }

            from = end + EscapeLength(text[end..]);
            if (from == end)
            {
                return -1;
            }
        }
    }

    /// <summary>Behind the number that starts there. Exponents are rare enough to be left to the other reader.</summary>
    public static int NumberEnd(ReadOnlySpan<byte> text, int from)
    {
        from += from < text.Length && text[from] == '-' ? 1 : 0;
        var end = DigitsEnd(text, from);
        if (end == from || (text[from] == '0' && end > from + 1))
        {
            return -1;
        }

        if (end == text.Length || text[end] != '.')
        {
            return end;
        }

        from = end + 1;
        end = DigitsEnd(text, from);
        return end == from ? -1 : end;
    }

    private static int DigitsEnd(ReadOnlySpan<byte> text, int from)
    {
        while (from < text.Length && char.IsAsciiDigit((char)text[from]))
        {
            from++;
        }

        return from;
    }

    private static int EscapeLength(ReadOnlySpan<byte> escape) =>
        escape.Length > 1 && "\"\\/bfnrt"u8.Contains(escape[1]) ? 2
        : escape.Length > 5 && escape[1] == 'u' && !escape[2..6].ContainsAnyExcept(HexDigits) ? 6
        : 0;
}
