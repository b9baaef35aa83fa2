using System.Globalization;
using StackExchange.Redis;

namespace TrailWatch.Memory.Tally;

/// <summary>An hour that was a spike when it closed, as tally.lua keeps it for a day.</summary>
/// <param name="Label">The window whose size is the hour's count.</param>
/// <param name="Hour">Counted from 1970.</param>
/// <param name="Count">Its count.</param>
/// <param name="Before">The baseline before it.</param>
public sealed record PastSpike(string Label, long Hour, double Count, SpikeBaseline Before)
{
    public static IReadOnlyList<PastSpike> ReadAll(HashEntry[] spikes) => [.. spikes.Select(s => Read(s.Name!, s.Value!))];

    /// <param name="field">Label and hour.</param>
    /// <param name="numbers">Count, points, mean and deviation.</param>
    public static PastSpike Read(string field, string numbers)
    {
        var at = field.LastIndexOf(':');
        var n = numbers.Split(',').Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray();
        return new(field[..at], long.Parse(field.AsSpan(at + 1), CultureInfo.InvariantCulture), n[0], new(n[1], n[2], n[3]));
    }
}
