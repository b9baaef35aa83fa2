namespace TrailWatch.Splunk.Hec;

/// <summary>What becomes <c>_time</c> in Splunk.</summary>
public enum HecEventTime
{
    /// <summary>When the finding's latest event happened; what came late is found by <c>_indextime</c>.</summary>
    EventTime,

    /// <summary>When the finding is sent.</summary>
    DetectionTime,
}
