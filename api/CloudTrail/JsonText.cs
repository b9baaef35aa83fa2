using System.Buffers;
using System.Text;
using System.Text.Json;

namespace TrailWatch.CloudTrail;

/// <summary>
/// Texts out of JSON tokens. The reader's own <c>GetString</c> throws on bytes that are no UTF-8 and on lone surrogates, both of
/// which a sender can write; here they become U+FFFD, and one bad character costs no record.
/// </summary>
internal static class JsonText
{
    /// <summary>The text of a string, number or bool; null for null, blanks, and what has no text (objects and lists are skipped).</summary>
    public static string? Read(ref Utf8JsonReader json, int maxChars, ref int deepest, bool pooled = true)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.String when json.ValueIsEscaped:
                var buffer = ArrayPool<byte>.Shared.Rent(json.ValueSpan.Length);
                try
                {
                    return TextPool.Get(buffer.AsSpan(0, JsonEscapes.Resolve(json.ValueSpan, buffer)), maxChars, pooled);
                }
                finally
                {
                    ArrayPool<byte>.Shared.Return(buffer);
                }

            case JsonTokenType.String or JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False:
                return TextPool.Get(json.ValueSpan, maxChars, pooled);

            default:
                JsonSteps.Skip(ref json, ref deepest);
                return null;
        }
    }

    /// <summary>One text out of an object that holds others too; null where the value is no object.</summary>
    public static string? ReadOne(ref Utf8JsonReader json, ReadOnlySpan<byte> wanted, int maxChars, ref int deepest)
    {
        string? found = null;
        if (!JsonSteps.Enter(ref json, ref deepest))
        {
            return found;
        }

        while (JsonSteps.NextProperty(ref json, out var name))
        {
            if (name.SequenceEqual(wanted))
            {
                found = Read(ref json, maxChars, ref deepest);
            }
            else
            {
                JsonSteps.Skip(ref json, ref deepest);
            }
        }

        return found;
    }

    /// <summary>true, false, Yes, No in any case, as text or bool; null for everything else.</summary>
    public static bool? ReadFlag(ref Utf8JsonReader json, ref int deepest)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.True:
                return true;
            case JsonTokenType.False:
                return false;
            case JsonTokenType.String:
                return Flag(json.ValueSpan);
            default:
                JsonSteps.Skip(ref json, ref deepest);
                return null;
        }
    }

    /// <summary>The same of a text.</summary>
    public static bool? Flag(ReadOnlySpan<byte> text) =>
        Ascii.EqualsIgnoreCase(text, "true"u8) || Ascii.EqualsIgnoreCase(text, "yes"u8) ? true
        : Ascii.EqualsIgnoreCase(text, "false"u8) || Ascii.EqualsIgnoreCase(text, "no"u8) ? false
        : null;
}
