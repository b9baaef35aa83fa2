using TrailWatch.Memory.Tally;

namespace TrailWatch.Memory.Asking;

/// <summary>
/// How the memory learns from a batch, as the detections are set. It is kept with what it was learnt from, so that whoever reads the
/// memory again comes to the same state.
/// </summary>
public sealed record MemorySettings
{
    /// <summary>How far past an hour's end the newest event must lie before the hour is folded, ms.</summary>
    public required long LatenessMs { get; init; }

    /// <summary>The baselines that closing hours fold into.</summary>
    public required IReadOnlyList<SpikeSettings> Baselines { get; init; }

    /// <summary>The silence that parts two runs of activity, ms.</summary>
    public required long GapMs { get; init; }

    /// <summary>The silence after which a role's call is new again, ms; null for never.</summary>
    public required long? ForgetMs { get; init; }

    /// <summary>Whether a role's calls are told apart by their name alone (escu-2018).</summary>
    public required bool CallsByName { get; init; }

    /// <summary>Distinct read calls that are not yet too many. It changes no memory, only the answer.</summary>
    public required int ScanLimit { get; init; }

    /// <summary>Whether a look-back for read calls begins with the clock hour (escu-2018) instead of 50 minutes earlier.</summary>
    public required bool ScanByClockHour { get; init; }

    /// <summary>Whether a memory learns the same under both.</summary>
    public bool LearnsAs(MemorySettings other) => ReferenceEquals(this, other)
        || (LatenessMs == other.LatenessMs && GapMs == other.GapMs && ForgetMs == other.ForgetMs && CallsByName == other.CallsByName
            && Baselines.SequenceEqual(other.Baselines));
}
