namespace TrailWatch.CloudTrail;

/// <summary>Tells an eventID from what exports, documents and redactions put in its place, which many records then share.</summary>
internal static class EventIds
{
    private static readonly HashSet<string> Placeholders = new(StringComparer.OrdinalIgnoreCase)
    {
        "null", "none", "nil", "unknown", "undefined", "n/a", "n-a", "na", "-",
    };

    public static bool IsPlaceholder(string? id) =>
        string.IsNullOrWhiteSpace(id)
        || id.AsSpan().IndexOfAnyExcept("0-") < 0
        || id.AsSpan().IndexOfAnyExcept(".…") < 0
        || id.AsSpan().ContainsAny('<', '>')
        || Placeholders.Contains(id.Trim());
}
