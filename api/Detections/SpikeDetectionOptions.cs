using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using TrailWatch.Memory.Tally;

namespace TrailWatch.Detections;

/// <summary>What both spike detections can be told.</summary>
public abstract class SpikeDetectionOptions : DetectionOptions
{
    public abstract int MinimumExcess { get; set; }

    [Description("Active hours that a baseline needs before it judges (the search's dataPointThreshold).")]
    [Range(1, 720)]
    public int MinimumPoints { get; set; } = 15;

    [Description("Standard deviations over the mean at which a spike begins (the search's deviationThreshold).")]
    [Range(0.1, 100)]
    public double Deviations { get; set; } = 3;

    internal SpikeSettings Settings(string label, string profile) =>
        new(label, profile == Profiles.Hardened, MinimumExcess, MinimumPoints, Deviations);
}
