using System.Globalization;

namespace TrailWatch.Findings;

/// <summary>Where a page ended: the first time and the id of its last finding. Findings after it are older.</summary>
public sealed record FindingCursor(long FirstTime, string Id)
{
    public override string ToString() => $"{FirstTime:x}-{Id}";

    public static bool TryParse(string text, out FindingCursor? cursor)
    {
        cursor = null;
        var at = text.IndexOf('-', StringComparison.Ordinal);
        if (at > 0 && long.TryParse(text.AsSpan(0, at), NumberStyles.AllowHexSpecifier, null, out var time)
            && FindingId.IsValid(text[(at + 1)..]))
        {
            cursor = new(time, text[(at + 1)..]);
        }

        return cursor is not null;
    }
}
