namespace TrailWatch.Splunk.Hec;

/// <summary>Section <c>Splunk:Hec</c>: where findings are delivered to, and how. Without an endpoint nothing is delivered.</summary>
public sealed class HecOptions
{
    public const string Section = "Splunk:Hec";

    /// <summary>Several share the work by their weights; one that is away or refuses the token is left out until it is back.</summary>
    public IList<HecEndpointOptions> Endpoints { get; } = [];

    /// <summary>Any of <c>native</c>, <c>rba</c> and <c>ocsf</c>; empty means native. Each finding is delivered once in each.</summary>
    public IList<string> Format { get; } = [];

    /// <summary>An index for a format, for example <c>risk</c> for <c>rba</c>; else the endpoint's, or the token's default.</summary>
    public IDictionary<string, string> Indexes { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Splunk's <c>host</c> of the findings; null for this machine's name.</summary>
    public string? Host { get; set; }

    public HecEventTime Time { get; set; } = HecEventTime.EventTime;

    public HecAcknowledgement Acknowledgement { get; set; } = HecAcknowledgement.Auto;

    public HecAckOptions Ack { get; set; } = new();

    public HecBatchOptions Batch { get; set; } = new();

    public HecRetryOptions Retry { get; set; } = new();

    public HecTlsOptions Tls { get; set; } = new();

    /// <summary>Splunk takes gzip and nothing else; false for a receiver that takes none.</summary>
    public bool Gzip { get; set; } = true;

    /// <summary>Below this many bytes compressing saves no packet.</summary>
    public int GzipThresholdBytes { get; set; } = 1_024;

    /// <summary>For one request. A shorter one makes duplicates while an indexer restarts.</summary>
    public int TimeoutSeconds { get; set; } = 30;

    /// <summary>Asks each endpoint for its health once at the start; that does not prove the token.</summary>
    public HecStartupCheck StartupCheck { get; set; } = HecStartupCheck.Warn;

    /// <summary>Whether <c>/readyz</c> answers 503 while no endpoint takes findings. Evaluation works without Splunk, so normally not.</summary>
    public bool RequireForReadiness { get; set; }

    /// <summary>The formats in use.</summary>
    public IReadOnlyList<string> Formats => Format.Count == 0 ? [NativeFormat] : [.. Format.Distinct(StringComparer.Ordinal)];

    /// <summary>
    /// How long a lease is renewed, so that no parcel comes free while it may still be under way: one round of sending, its last request,
    /// the wait for the acknowledgement, and a margin.
    /// </summary>
    public TimeSpan LeaseNeeded => TimeSpan.FromSeconds(
        Batch.RoundSeconds + (2 * TimeoutSeconds) + (Acknowledgement == HecAcknowledgement.Off ? 0 : Ack.TimeoutSeconds) + Retry.CapSeconds);

    internal const string NativeFormat = "native";

    internal static readonly string[] KnownFormats = [NativeFormat, "rba", "ocsf"];
}
