using System.Diagnostics.Metrics;
using TrailWatch.Detections;

namespace TrailWatch.Evaluation;

/// <summary>What is told of a detection that throws.</summary>
public sealed class DetectionFailures(ILogger<DetectionFailures> log, IMeterFactory meters)
{
    private readonly Counter<long> _count = meters.Create("TrailWatch").CreateCounter<long>(
        "trailwatch.detection.failures", "{failure}", "Times that a detection threw; the others went on.");

    public void Report(IDetection detection, Exception failure)
    {
        _count.Add(1, new KeyValuePair<string, object?>("detection", detection.Info.Id));
        log.LogError(failure, "The detection {Detection} failed; the others went on", detection.Info.Id);
    }
}
