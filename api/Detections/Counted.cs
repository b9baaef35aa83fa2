using System.Globalization;

namespace TrailWatch.Detections;

/// <summary>A number and what it counts, as a sentence says it.</summary>
internal static class Counted
{
    /// <summary>For example <c>1 call</c> or <c>20 calls</c>.</summary>
    public static string Of(long count, string one, string many) => string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}");
}
