namespace TrailWatch.CloudTrail;

/// <summary>
/// Reads an event's time from its bytes: RFC 3339 with any fraction and offset, and the warehouse forms with a space in place
/// of the <c>T</c>, which are UTC where they name no offset. Anything between 1970 and 9999 is a time; a leap second is not,
/// since no AWS service writes one and Unix time has no place for it.
/// </summary>
public static class EventTime
{
    private const int DateAndTime = 19;
    private const long Latest = 253_402_300_799_999;

    /// <summary>The time in Unix milliseconds; what is finer is cut off, so that an hour's last nanosecond stays in its hour.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out long unixMilliseconds)
    {
        unixMilliseconds = 0;
        if (text.Length < DateAndTime || text[4] != '-' || text[7] != '-' || text[13] != ':' || text[16] != ':'
            || text[10] is not ((byte)'T' or (byte)'t' or (byte)' ')
            || !TryTwoDigits(text, 0, out var century) || !TryTwoDigits(text, 2, out var year) || (year += 100 * century) < 1
            || !TryTwoDigits(text, 5, out var month) || !TryTwoDigits(text, 8, out var day)
            || !TryTwoDigits(text, 11, out var hour) || !TryTwoDigits(text, 14, out var minute) || !TryTwoDigits(text, 17, out var second)
            || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)
            || hour > 23 || minute > 59 || second > 59)
        {
            return false;
        }

        var rest = text[DateAndTime..];
        if (!TryFraction(ref rest, out var milliseconds) || !TryOffset(rest, zoneMayLack: text[10] == ' ', out var offsetMinutes))
        {
            return false;
        }

        var local = new DateTimeOffset(year, month, day, hour, minute, second, TimeSpan.Zero).ToUnixTimeMilliseconds();
        unixMilliseconds = local + milliseconds - offsetMinutes * 60_000L;
        return unixMilliseconds is >= 0 and <= Latest;
    }

    private static bool TryFraction(ref ReadOnlySpan<byte> rest, out int milliseconds)
    {
        milliseconds = 0;
        if (rest.IsEmpty || rest[0] != '.')
        {
            return true;
        }

        var digits = 1;
        for (; digits < rest.Length && char.IsAsciiDigit((char)rest[digits]); digits++)
        {
            if (digits <= 3)
            {
                milliseconds = milliseconds * 10 + (rest[digits] - '0');
            }
        }

        for (var missing = digits; missing <= 3; missing++)
        {
            milliseconds *= 10;
        }

        rest = rest[digits..];
        return digits > 1;
    }

    private static bool TryOffset(ReadOnlySpan<byte> rest, bool zoneMayLack, out int minutes)
    {
        minutes = 0;
        if (rest.IsEmpty)
        {
            return zoneMayLack;
        }

        if (rest.Length == 1)
        {
            return rest[0] is (byte)'Z' or (byte)'z';
        }

        if (rest.Length != 6 || rest[0] is not ((byte)'+' or (byte)'-') || rest[3] != ':'
            || !TryTwoDigits(rest, 1, out var hour) || !TryTwoDigits(rest, 4, out var minute) || hour > 23 || minute > 59)
        {
            return false;
        }

        minutes = (hour * 60 + minute) * (rest[0] == '-' ? -1 : 1);
        return true;
    }

    private static bool TryTwoDigits(ReadOnlySpan<byte> text, int at, out int value)
    {
        var (tens, ones) = ((uint)(text[at] - '0'), (uint)(text[at + 1] - '0'));
        value = (int)(10 * tens + ones);
        return tens <= 9 && ones <= 9;
    }
}
