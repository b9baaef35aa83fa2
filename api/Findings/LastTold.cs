namespace TrailWatch.Findings;

/// <summary>What Splunk was last told of one detection and actor.</summary>
/// <param name="FindingId">The finding.</param>
/// <param name="Time">Its first event's time, Unix ms, from which the throttle counts.</param>
public sealed record LastTold(string FindingId, long Time);
