using System.Globalization;
using System.Text;

namespace TrailWatch.Plots;

/// <summary>
/// Texts that somebody else chose, made fit to be drawn: nothing that XML cannot hold, that turns the reading direction, that
/// breaks the line, or that the plotting library takes for markup.
/// </summary>
public static class PlainText
{
    private const char Ellipsis = '…';

    /// <param name="text">Any text.</param>
    /// <param name="most">Characters; of a longer one the middle is left out, since beginning and end tell names apart.</param>
    public static string Of(string text, int most)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            clean.Append(IsDrawn(rune) ? rune.ToString() : "\ufffd");
        }

        // Between them the library would raise or lower what is in the braces.
        clean.Replace("^{", "^ {").Replace("_{", "_ {");
        return Shorten(clean.ToString(), most);
    }

    private static string Shorten(string text, int most)
    {
        var parts = new StringInfo(text);
        var half = (most - 1) / 2;
        return parts.LengthInTextElements <= most
            ? text
            : parts.SubstringByTextElements(0, most - 1 - half) + Ellipsis + parts.SubstringByTextElements(parts.LengthInTextElements - half);
    }

    private static bool IsDrawn(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate) && rune.Value != 0xFFFE && rune.Value != 0xFFFF;
}
