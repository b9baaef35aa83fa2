namespace TrailWatch.Collector.Tokens;

/// <summary>Tokens out of a file, one a line, as they are now.</summary>
internal static class TokenFile
{
    /// <summary>None where it cannot be read: a secret that is away lets nobody in.</summary>
    public static IReadOnlyList<string> Read(string path) => TryRead(path) ?? [];

    public static bool IsReadable(string path) => TryRead(path) is { Count: > 0 };

    private static List<string>? TryRead(string path)
    {
        try
        {
            return [.. File.ReadAllLines(path).Select(line => line.Trim()).Where(line => line.Length > 0)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
