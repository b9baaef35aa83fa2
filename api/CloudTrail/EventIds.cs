namespace TrailWatch.CloudTrail;

/// <summary>Tells an eventID from what exports, documents and redactions put in its place, which many records then share.</summary>
internal static class EventIds
{
    private const int UuidLength = 36;

    private static readonly HashSet<string> Placeholders = new(StringComparer.OrdinalIgnoreCase)
    {
        "null", "none", "nil", "unknown", "undefined", "n/a", "n-a", "na", "-",
    };

    /// <summary>An id without escapes; null for a blank one. One that is longer than the limit is cut to be one longer.</summary>
    public static RecordId? Read(ReadOnlySpan<byte> utf8, int maxChars) =>
        utf8.Length == UuidLength && RecordId.Of(utf8) is { Text: null } uuid ? uuid
        : TextPool.Get(utf8, maxChars + 1, pooled: false) is { } text ? RecordId.Of(text)
        : null;

    public static bool IsPlaceholder(RecordId id) => id.Text is { } text ? IsPlaceholder(text) : id.Uuid == UInt128.Zero;

    private static bool IsPlaceholder(string? id) =>
        string.IsNullOrWhiteSpace(id)
        || id.AsSpan().IndexOfAnyExcept("0-") < 0
        || id.AsSpan().IndexOfAnyExcept(".…") < 0
        || id.AsSpan().ContainsAny('<', '>')
        || Placeholders.Contains(id.Trim());
}
