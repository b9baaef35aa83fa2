using System.Globalization;

namespace TrailWatch.Tables;

/// <summary>Times as people and Splunk write them into tables; all of them come out in UTC.</summary>
internal static class TimeText
{
    private const int CompactDateLength = 8;
    private const decimal LastSecond = 253_402_300_799m;

    private static readonly string[] Forms =
    [
        "yyyy-MM-dd", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm:ss.FFFFFFF",
        "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF",
        "M/d/yyyy", "M/d/yyyy H:mm", "M/d/yyyy H:mm:ss", "M/d/yy", "M/d/yy H:mm",
    ];

    private static readonly CultureInfo Posix = CreatePosix();

    public static string Write(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    /// <summary>RFC 3339, epoch seconds, <c>YYYY-MM-DD[ HH:MM[:SS]]</c>, or Splunk's <c>MM/DD/YYYY[ HH:MM]</c>.</summary>
    public static bool TryReadCell(string text, out DateTimeOffset time)
    {
        const DateTimeStyles utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        return TryReadRfc3339(text, out time)
            || DateTimeOffset.TryParseExact(text, Forms, Posix, utc, out time)
            || TryReadEpoch(text, out time);
    }

    /// <summary>With any number of fraction digits, of which a hundred nanoseconds are kept.</summary>
    public static bool TryReadRfc3339(ReadOnlySpan<char> text, out DateTimeOffset time)
    {
        time = default;
        if (text.Length < 20 || text[10] is not ('T' or 't' or ' '))
        {
            return false;
        }

        if (!TryReadSeconds(text, out var ticks, out var rest) || !TryReadOffset(rest, out var offset))
        {
            return false;
        }

        ticks -= offset;
        if (ticks < DateTime.MinValue.Ticks || ticks > DateTime.MaxValue.Ticks)
        {
            return false;
        }

        time = new DateTimeOffset(ticks, TimeSpan.Zero);
        return true;
    }

    private static bool TryReadSeconds(ReadOnlySpan<char> text, out long ticks, out ReadOnlySpan<char> rest)
    {
        ticks = 0;
        rest = text[19..];
        var second = text[17..19];
        var leap = second is "60";
        var clockText = leap ? $"{text[11..17]}59" : text[11..19];
        if (!DateTime.TryParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            || !TimeSpan.TryParseExact(clockText, @"hh\:mm\:ss", CultureInfo.InvariantCulture, out var clock))
        {
            return false;
        }

        ticks = day.Ticks + clock.Ticks + (leap ? TimeSpan.TicksPerSecond : 0);
        if (rest[0] != '.')
        {
            return true;
        }

        var digits = rest[1..].IndexOfAnyExceptInRange('0', '9');
        if (digits < 1)
        {
            return false;
        }

        var kept = Math.Min(digits, 7);
        ticks += long.Parse(rest.Slice(1, kept), NumberStyles.None, CultureInfo.InvariantCulture) * (long)Math.Pow(10, 7 - kept);
        rest = rest[(1 + digits)..];
        return true;
    }

    private static bool TryReadOffset(ReadOnlySpan<char> text, out long ticks)
    {
        ticks = 0;
        if (text is "Z" or "z")
        {
            return true;
        }

        if (text.Length != 6 || text[0] is not ('+' or '-')
            || !TimeSpan.TryParseExact(text[1..], @"hh\:mm", CultureInfo.InvariantCulture, out var offset))
        {
            return false;
        }

        ticks = text[0] == '-' ? -offset.Ticks : offset.Ticks;
        return true;
    }

    // Eight digits are more likely 20260302 than a second of 1970: better a fault than an account that ended long ago.
    private static bool TryReadEpoch(string text, out DateTimeOffset time)
    {
        time = default;
        if (text.Length == CompactDateLength
            || !decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            || seconds > LastSecond)
        {
            return false;
        }

        time = DateTimeOffset.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond));
        return true;
    }

    // A year of two digits follows POSIX, and so Splunk's %y: 69 is 1969 and 68 is 2068.
    private static CultureInfo CreatePosix()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.DateTimeFormat.Calendar = new GregorianCalendar { TwoDigitYearMax = 2068 };
        return CultureInfo.ReadOnly(culture);
    }
}
