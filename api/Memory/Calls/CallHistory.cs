namespace TrailWatch.Memory.Calls;

/// <summary>When a role has made one call.</summary>
/// <param name="First">Ever, Unix ms.</param>
/// <param name="Runs">The last two stretches without a silence after which the call would be new again.</param>
public sealed record CallHistory(long First, IReadOnlyList<(long Start, long End)> Runs)
{
    public long Last => Runs[^1].End;

    /// <summary>Whether the call was known at that time, and not unseen for so long that it is new again.</summary>
    public bool Covers(long time, long? forgetMs) => Runs.Any(r => r.Start <= time && (forgetMs is not { } gap || time - r.End <= gap));
}
