namespace TrailWatch.Memory;

/// <summary>Event time in Unix milliseconds, cut into UTC clock hours and ten-minute buckets, each counted from 1970.</summary>
public static class Clock
{
    public const long MinuteMs = 60_000;
    public const long HourMs = 60 * MinuteMs;
    public const long DayMs = 24 * HourMs;
    public const long BucketMs = 10 * MinuteMs;
    public const int BucketsPerHour = 6;

    public static long HourOf(long time) => time / HourMs;

    public static long BucketOf(long time) => time / BucketMs;

    public static long HourOfBucket(long bucket) => bucket / BucketsPerHour;

    /// <summary>An hour is closed once the newest event lies <paramref name="latenessMs"/> or more past its end.</summary>
    public static bool IsClosed(long hour, long? newest, long latenessMs) =>
        newest is { } n && n - ((hour + 1) * HourMs) >= latenessMs;

    /// <summary>As it stands in evidence: whole seconds, UTC.</summary>
    public static string Rfc3339(long time) =>
        DateTimeOffset.FromUnixTimeMilliseconds(time).UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);
}
