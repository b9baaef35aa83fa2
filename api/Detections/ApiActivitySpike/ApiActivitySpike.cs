using Microsoft.Extensions.Options;
using TrailWatch.Findings;
using TrailWatch.Memory;
using TrailWatch.Memory.Asking;
using TrailWatch.Memory.Tally;

namespace TrailWatch.Detections.ApiActivitySpike;

/// <summary>An actor makes far more API calls within a clock hour than its own baseline of active hours allows.</summary>
public sealed class ApiActivitySpike : ISpikeDetection
{
    public const string Id = "api-activity-spike";
    private readonly ApiActivitySpikeOptions _options;

    public ApiActivitySpike(IOptions<ApiActivitySpikeOptions> options, IOptions<DetectionsOptions> all)
    {
        _options = options.Value;
        Profile = all.Value.Of(_options);
        Settings = _options.Settings(WindowLabel.ApiCalls, Profile);
    }

    public DetectionInfo Info { get; } = new(
        Id, "Spike in AWS API activity", "Detect Spike in AWS API Activity", ["T1078.004"], "Anomaly",
        25, Severity.Medium, TimeSpan.FromHours(4), "An actor makes far more API calls within a clock hour than its own baseline of active hours allows.");

    public bool Enabled => _options.Enabled;

    public string Profile { get; }

    public SpikeSettings Settings { get; }

    public string Calls => "API calls";

    public void Prepare(MemoryDraft memory) => memory.Fold(Settings);

    public void Ask(Sighting sighting, BatchQuestion question)
    {
        // They are counted already: the window of all API calls is also what tells a duplicate (Activity.cs).
    }

    public IEnumerable<Suspicion> Judge(SubjectAnswer answer, DirectorySize directory) =>
        SpikeWindows.Judge(answer, Settings, Calls, Info.Severity);
}
