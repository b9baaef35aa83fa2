using System.Globalization;
using TrailWatch.Memory;

namespace TrailWatch.Questions;

/// <summary>Numbers and times as sentences show them.</summary>
internal static class Wording
{
    public static string Time(long unixMs) => Clock.Rfc3339(unixMs);

    public static string Number(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>For example <c>1 day</c> or <c>90 days</c>.</summary>
    public static string Days(long days) => days == 1 ? "1 day" : string.Create(CultureInfo.InvariantCulture, $"{days} days");
}
