using Microsoft.Extensions.Options;
using TrailWatch.Findings;
using TrailWatch.Memory;
using TrailWatch.Memory.Tally;

namespace TrailWatch.Detections.ApiActivitySpike;

/// <summary>An actor makes far more API calls within a clock hour than its own baseline of active hours allows.</summary>
public sealed class ApiActivitySpike : IDetection
{
    public const string Id = "api-activity-spike";
    private const string Code = TallyLabel.ApiCalls;
    private const char Seen = TallyLabel.Seen;
    private readonly ApiActivitySpikeOptions _options;
    private readonly SpikeSettings _settings;

    public ApiActivitySpike(IOptions<ApiActivitySpikeOptions> options, IOptions<DetectionsOptions> all)
    {
        _options = options.Value;
        Profile = all.Value.Of(_options);
        _settings = _options.Settings(Code + Seen, Profile);
    }

    public DetectionInfo Info { get; } = new(
        Id, "Spike in AWS API activity", "Detect Spike in AWS API Activity", ["T1078.004"], "Anomaly",
        25, Severity.Medium, TimeSpan.FromHours(4), "An actor makes far more API calls within a clock hour than its own baseline of active hours allows.");

    public bool Enabled => _options.Enabled;

    public string Profile { get; }

    public void AskAlways(Sighting sighting, BatchQuestion question) => question.Of(sighting).AskTally().Fold(_settings);

    public void Ask(Sighting sighting, BatchQuestion question)
    {
        if (sighting.Event.IsApiCall)
        {
            // The ids are counted already: the window of all API calls is also what tells a duplicate (Activity.cs).
            question.Of(sighting).AskTally().Collect(Code, sighting);
        }
    }

    public IEnumerable<Suspicion> Judge(SubjectAnswer answer, DirectorySize directory) =>
        SpikeWindows.Judge(answer, Code, _settings, "API calls", Info.Severity);
}
