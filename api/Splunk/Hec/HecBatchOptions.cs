namespace TrailWatch.Splunk.Hec;

/// <summary><c>Splunk:Hec:Batch</c>: how much goes into one request, and how long it may wait for company.</summary>
public sealed class HecBatchOptions
{
    /// <summary>Splunk Cloud refuses a request somewhat above this, uncompressed; Splunk's maxEventSize is the same for one event.</summary>
    public const int HardMaxBytes = 5_000_000;

    public int Count { get; set; } = 500;

    /// <summary>Uncompressed. A larger single event goes alone.</summary>
    public int Bytes { get; set; } = 1_000_000;

    /// <summary>A larger event loses its evidence, and if that does not do, is not sent.</summary>
    public int MaxEventBytes { get; set; } = HardMaxBytes;

    /// <summary>How long a finding waits for others, and how often the outbox is asked while it is empty.</summary>
    public int AgeMs { get; set; } = 1_000;

    /// <summary>What one lease holds is sent within this time; the rest goes back to the outbox.</summary>
    public int RoundSeconds { get; set; } = 60;
}
