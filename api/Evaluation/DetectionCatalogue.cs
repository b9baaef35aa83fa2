using System.Diagnostics.Metrics;
using TrailWatch.Detections;

namespace TrailWatch.Evaluation;

/// <summary>All detections, and what is told of one that fails.</summary>
public sealed class DetectionCatalogue
{
    private readonly ILogger<DetectionCatalogue> _log;
    private readonly Counter<long> _failures;

    public DetectionCatalogue(IEnumerable<IDetection> detections, ILogger<DetectionCatalogue> log, IMeterFactory meters)
    {
        All = [.. detections.OrderBy(d => d.Info.Id, StringComparer.Ordinal)];
        Enabled = [.. All.Where(d => d.Enabled)];
        _log = log;
        _failures = meters.Create("TrailWatch").CreateCounter<long>(
            "trailwatch.detection.failures", "{failure}", "Times that a detection threw; the others went on.");
    }

    public IReadOnlyList<IDetection> All { get; }

    public IReadOnlyList<IDetection> Enabled { get; }

    public void Report(IDetection detection, Exception failure)
    {
        _failures.Add(1, new KeyValuePair<string, object?>("detection", detection.Info.Id));
        _log.LogError(failure, "The detection {Detection} failed; the others went on", detection.Info.Id);
    }
}
