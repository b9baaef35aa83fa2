using System.Globalization;

namespace TrailWatch.Findings;

/// <summary>Where a page ended: the first time and the id of its last finding. Findings after it are older.</summary>
public sealed record FindingCursor(long FirstTime, string Id)
{
    public override string ToString() => $"{FirstTime:x}-{Id}";

    public static bool TryParse(string text, out FindingCursor? cursor) => TryParse(text, FindingId.IsValid, out cursor);

    /// <summary>The same in a list of deliveries, where the time is that of the delivery and its name takes the id's place.</summary>
    public static bool TryParseDelivery(string? text, out FindingCursor? cursor) => TryParse(
        text ?? "", name => name.IndexOf(':', StringComparison.Ordinal) is var at && at > 0 && FindingId.IsValid(name[..at]), out cursor);

    private static bool TryParse(string text, Predicate<string> isName, out FindingCursor? cursor)
    {
        var at = text.IndexOf('-', StringComparison.Ordinal);
        cursor = at > 0 && long.TryParse(text.AsSpan(0, at), NumberStyles.AllowHexSpecifier, null, out var time) && isName(text[(at + 1)..])
            ? new(time, text[(at + 1)..])
            : null;
        return cursor is not null;
    }
}
