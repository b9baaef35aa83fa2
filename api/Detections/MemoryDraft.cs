using TrailWatch.Memory.Asking;
using TrailWatch.Memory.Tally;

namespace TrailWatch.Detections;

/// <summary>How the memory shall learn from a batch; each detection adds what it needs, and what nobody asks for stays at rest.</summary>
public sealed class MemoryDraft
{
    private readonly List<SpikeSettings> _baselines = [];

    /// <summary>The silence that parts two runs of activity, ms.</summary>
    public long GapMs { get; set; }

    /// <summary>The silence after which a role's call is new again, ms; null for never.</summary>
    public long? ForgetMs { get; set; }

    /// <summary>Whether a role's calls are told apart by their name alone.</summary>
    public bool CallsByName { get; set; }

    /// <summary>Distinct read calls that are not yet too many.</summary>
    public int ScanLimit { get; set; } = int.MaxValue;

    /// <summary>Whether a look-back for read calls begins with the clock hour.</summary>
    public bool ScanByClockHour { get; set; }

    /// <summary>Folds closing hours into a baseline.</summary>
    public void Fold(SpikeSettings baseline) => _baselines.Add(baseline);

    public MemorySettings Settings(long latenessMs) => new()
    {
        LatenessMs = latenessMs,
        Baselines = _baselines,
        GapMs = GapMs,
        ForgetMs = ForgetMs,
        CallsByName = CallsByName,
        ScanLimit = ScanLimit,
        ScanByClockHour = ScanByClockHour,
    };
}
