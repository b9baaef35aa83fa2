namespace TrailWatch.Splunk.Hec;

/// <summary><c>Splunk:Hec:Ack</c>.</summary>
public sealed class HecAckOptions
{
    /// <summary>After this a batch counts as perhaps indexed and is sent again with <c>resent</c>.</summary>
    public int TimeoutSeconds { get; set; } = 300;

    /// <summary>The first question comes this long after the batch; while nothing is confirmed the pause grows to the cap.</summary>
    public int PollMs { get; set; } = 1_000;

    public int PollCapSeconds { get; set; } = 10;

    /// <summary>Requests that may wait for their acknowledgement on one endpoint; past it the endpoint takes no more findings.</summary>
    public int MaxPending { get; set; } = 10_000;
}
