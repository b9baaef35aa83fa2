using System.Buffers.Text;
using System.Text;

namespace TrailWatch.CloudTrail;

/// <summary>Resolves the escapes of a JSON string whose syntax the reader has already checked.</summary>
internal static class JsonEscapes
{
    /// <summary>Writes the text to <paramref name="target"/>, which must be as long as the source: no escape is shorter than its bytes.</summary>
    public static int Resolve(ReadOnlySpan<byte> source, Span<byte> target)
    {
        var written = 0;
        while (true)
        {
            var escape = source.IndexOf((byte)'\\');
            var plain = escape < 0 ? source : source[..escape];
            plain.CopyTo(target[written..]);
            written += plain.Length;
            if (escape < 0)
            {
                return written;
            }

            source = source[escape..];
            if (source[1] == 'u')
            {
                var rune = ReadRune(source, out var consumed);
                written += rune.EncodeToUtf8(target[written..]);
                source = source[consumed..];
            }
            else
            {
                target[written++] = Simple(source[1]);
                source = source[2..];
            }
        }
    }

    private static byte Simple(byte letter) => letter switch
    {
        (byte)'n' => (byte)'\n',
        (byte)'t' => (byte)'\t',
        (byte)'r' => (byte)'\r',
        (byte)'b' => (byte)'\b',
        (byte)'f' => (byte)'\f',
        _ => letter,
    };

    private static Rune ReadRune(ReadOnlySpan<byte> source, out int consumed)
    {
        consumed = 6;
        var first = Unit(source);
        if (Rune.TryCreate(first, out var rune))
        {
            return rune;
        }

        if (source.Length >= 12 && source[6] == '\\' && source[7] == 'u' && Rune.TryCreate(first, Unit(source[6..]), out var pair))
        {
            consumed = 12;
            return pair;
        }

        return Rune.ReplacementChar;
    }

    private static char Unit(ReadOnlySpan<byte> escape) =>
        Utf8Parser.TryParse(escape.Slice(2, 4), out ushort unit, out var digits, 'x') && digits == 4 ? (char)unit : '\uFFFD';
}
