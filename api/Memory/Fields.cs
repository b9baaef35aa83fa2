namespace TrailWatch.Memory;

/// <summary>Several texts in one. Whoever calls AWS chooses some of them, so a separator inside a text becomes U+FFFD.</summary>
internal static class Fields
{
    /// <summary>Parts a list whose parts may be lists themselves.</summary>
    public const char Outer = '\u001e';

    public const char Inner = '\u001f';

    public static string Clean(string? text) =>
        text is null ? "" : text.Replace(Outer, '\ufffd').Replace(Inner, '\ufffd');

    public static string Join(params IEnumerable<string?> texts) => string.Join(Inner, texts.Select(Clean));
}
