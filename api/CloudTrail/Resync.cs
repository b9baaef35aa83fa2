namespace TrailWatch.CloudTrail;

/// <summary>Finds where reading can go on after a place that is no JSON: at a line that starts with a brace or a bracket.</summary>
internal static class Resync
{
    /// <summary>
    /// A value broken off at the end of its line may swallow the good line after it before the reader notices. So between
    /// <paramref name="from"/> and <paramref name="noticed"/> a line with a brace at its very start is taken as a record too;
    /// after that an indented one as well. The length of the text where there is none.
    /// </summary>
    public static int Find(ReadOnlySpan<byte> text, int from, int noticed, bool lookBack)
    {
        var line = from;
        while (true)
        {
            var newLine = text[line..].IndexOf((byte)'\n');
            if (newLine < 0)
            {
                return text.Length;
            }

            line += newLine + 1;
            var first = line + BlankLength(text[line..]);
            if (first == text.Length)
            {
                return first;
            }

            var indented = first > line;
            if (first >= noticed ? text[first] == '{' || (text[first] == '[' && !indented) : lookBack && text[first] == '{' && !indented)
            {
                return first;
            }

            line = Math.Max(line, first);
        }
    }

    private static int BlankLength(ReadOnlySpan<byte> text)
    {
        var length = text.IndexOfAnyExcept(" \t\r"u8);
        return length < 0 ? text.Length : length;
    }
}
