using System.Globalization;

namespace TrailWatch.Memory.Calls;

/// <summary>When a role has made one call.</summary>
/// <param name="First">Ever, Unix ms.</param>
/// <param name="Runs">The last two stretches without a silence after which the call would be new again.</param>
public sealed record CallHistory(long First, IReadOnlyList<(long Start, long End)> Runs)
{
    public long Last => Runs[^1].End;

    /// <summary>Reads a field of the calls hash, as calls.lua writes it.</summary>
    public static CallHistory Read(string text)
    {
        var parts = text.Split(';');
        return new(Number(parts[0]), [.. parts[1].Split(',').Select(Number).Chunk(2).Select(p => (p[0], p[1]))]);
    }

    /// <summary>Whether the call was known at that time, and not unseen for so long that it is new again.</summary>
    public bool Covers(long time, long? forgetMs) => Runs.Any(r => r.Start <= time && (forgetMs is not { } gap || time - r.End <= gap));

    /// <summary>Whether the call became new at that time: a run begins there, or may have, of those too old to be kept.</summary>
    public bool MayBeginAt(long time) => Runs.Any(r => r.Start == time) || time < Runs[0].Start;

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
