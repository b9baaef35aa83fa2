using System.ComponentModel.DataAnnotations;

namespace TrailWatch.Collector.Tokens;

/// <summary>What a sender hears when there is no room.</summary>
public enum WhenFull
{
    /// <summary>503 code 9, which every sender knows.</summary>
    Busy,

    /// <summary>429 code 26 with <c>Retry-After</c>, for senders that heed it.</summary>
    TooManyRequests,
}

/// <summary>Section <c>Splunk:Receiver</c>: who may send as though this were Splunk's HTTP Event Collector, and how much at once.</summary>
public sealed class CollectorOptions
{
    public const string Section = "Splunk:Receiver";

    /// <summary>By name; the name stands in metrics and logs, the token never does. None: nobody may send.</summary>
    public Dictionary<string, TokenOptions> Tokens { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Listens on this port of all addresses too, for the collector alone. Splunk's is 8088.</summary>
    [Range(1, 65_535)]
    public int? Port { get; set; }

    /// <summary>Whether that port speaks TLS, with the certificate of <c>Kestrel:Certificates:Default</c>.</summary>
    public bool Https { get; set; }

    /// <summary>Bytes of a body as received. Twice Firehose's largest buffer, so that no sender meets it by its defaults.</summary>
    [Range(1024, 1L << 30)]
    public long MaxBodyBytes { get; set; } = 10 << 20;

    /// <summary>Bytes of a body after gzip is undone.</summary>
    [Range(1024, 1L << 30)]
    public long MaxDecompressedBytes { get; set; } = 50 << 20;

    /// <summary>How many times its size a body over a megabyte may unpack to. CloudTrail's is 10 to 30; a bomb's 1,000.</summary>
    [Range(10, 2_000)]
    public int MaxRatio { get; set; } = 500;

    /// <summary>Requests read and evaluated at once.</summary>
    [Range(1, 1_000)]
    public int MaxConcurrent { get; set; } = 16;

    /// <summary>Requests that wait for those, their bodies unread. One more is refused.</summary>
    [Range(0, 100_000)]
    public int MaxWaiting { get; set; } = 64;

    /// <summary>Bytes of bodies, unpacked, in memory at once.</summary>
    [Range(1 << 20, 1L << 36)]
    public long MaxBytesInFlight { get; set; } = 256 << 20;

    /// <summary>Whether what is taken goes on to the Splunk of <c>Splunk:Hec</c> as it came, so that this may stand between a sender and Splunk.</summary>
    public bool PassThrough { get; set; }

    /// <summary>Pieces, each of up to 100 events and about 64 KiB, or of one event that is larger, that wait to be passed through; past it senders hear that there is no room.</summary>
    [Range(1, 10_000_000)]
    public int MaxPassing { get; set; } = 20_000;

    public WhenFull WhenFull { get; set; } = WhenFull.Busy;

    /// <summary>Seconds of <c>Retry-After</c> with 429.</summary>
    [Range(1, 3_600)]
    public int RetryAfterSeconds { get; set; } = 5;

    /// <summary>
    /// Splunk answers true once and false ever after, so that a lost answer makes a sender send again. Off: true as often as asked.
    /// </summary>
    public bool AckReadOnce { get; set; }

    /// <summary>After how many seconds without a request a channel counts from 0 again. A day, for a poll may come late.</summary>
    [Range(10, 30 * 86_400)]
    public int ChannelIdleSeconds { get; set; } = 86_400;

    /// <summary>Channels of one token; a request on one more is answered 429 code 27.</summary>
    [Range(1, 1_000_000)]
    public int MaxChannels { get; set; } = 10_000;

    /// <summary>With <see cref="AckReadOnce"/>: acknowledgements of one channel that nobody has asked for. One more is 429 code 27.</summary>
    [Range(1, 1_000_000)]
    public int MaxPendingAcks { get; set; } = 1_000_000;

    /// <summary>Seconds between being told to stop and listening no more, in which senders hear 503 code 23.</summary>
    [Range(0, 60)]
    public int StopSeconds { get; set; }
}
