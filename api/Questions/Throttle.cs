using TrailWatch.Coverage;
using TrailWatch.Detections;
using TrailWatch.Findings;
using TrailWatch.Memory.Recall;

namespace TrailWatch.Questions;

/// <summary>
/// Whether a new finding would be throttled: answered and stored, but not sent to Splunk, which was told of the same detection and
/// actor a while ago. finding.lua decides by the same rule.
/// </summary>
internal sealed class Throttle
{
    private readonly DetectionInfo _detection;
    private readonly Recalled<LastTold?> _last;

    public Throttle(DetectionInfo detection, string actor, FindingStore findings, RecallRound first)
    {
        _detection = detection;
        _last = first.ReadOnce($"told:{detection.Id}:{actor}", redis => findings.LastToldAsync(detection.Id, actor, redis));
    }

    /// <summary>Null where a finding at that time, Unix ms, would be sent.</summary>
    public DateTime? Until(long at)
    {
        var throttle = (long)_detection.Throttle.TotalMilliseconds;
        return _last.Value is { } last && Math.Abs(at - last.Time) < throttle ? Moment.Of(last.Time + throttle) : null;
    }

    /// <summary>What is added to an explanation; nothing where <paramref name="until"/> is null.</summary>
    public string Explain(DateTime? until) => until is not { } end
        ? ""
        : $" Throttled: Splunk was told of {_detection.Id} at {Wording.Time(_last.Value!.Time)}, so until {Wording.Time(new DateTimeOffset(end).ToUnixTimeMilliseconds())} another finding is answered and stored, but not sent.";
}
