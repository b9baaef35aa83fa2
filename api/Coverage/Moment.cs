namespace TrailWatch.Coverage;

/// <summary>Times as answers show them.</summary>
internal static class Moment
{
    public static DateTime Of(long unixMs) => DateTimeOffset.FromUnixTimeMilliseconds(unixMs).UtcDateTime;

    public static DateTime? Of(long? unixMs) => unixMs is { } ms ? Of(ms) : null;
}
