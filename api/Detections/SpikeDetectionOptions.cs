using System.ComponentModel.DataAnnotations;
using TrailWatch.Memory.Tally;

namespace TrailWatch.Detections;

/// <summary>What both spike detections can be told.</summary>
public abstract class SpikeDetectionOptions : DetectionOptions
{
    /// <summary>Calls over the mean that are never a spike (hardened), so that a perfectly regular actor does not alarm on one more.</summary>
    [Range(0, 1_000_000)]
    public abstract int MinimumExcess { get; set; }

    /// <summary>Active hours that a baseline needs (the search's <c>dataPointThreshold</c>).</summary>
    [Range(1, 720)]
    public int MinimumPoints { get; set; } = 15;

    /// <summary>Standard deviations over the mean (the search's <c>deviationThreshold</c>).</summary>
    [Range(0.1, 100)]
    public double Deviations { get; set; } = 3;

    internal SpikeSettings Settings(string label, string profile) =>
        new(label, profile == Profiles.Hardened, MinimumExcess, MinimumPoints, Deviations);
}
