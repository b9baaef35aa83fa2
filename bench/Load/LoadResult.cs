namespace TrailWatch.Bench.Load;

/// <summary>What clients sent and were answered.</summary>
internal sealed class LoadResult
{
    public long Requests { get; private set; }

    public long Events { get; private set; }

    /// <summary>Of the bodies before gzip.</summary>
    public long Bytes { get; private set; }

    /// <summary>Told in answers: a finding that several batches revise counts each time.</summary>
    public long Findings { get; private set; }

    /// <summary>Events that came for an hour that was closed.</summary>
    public long Late { get; private set; }

    /// <summary>Of each request.</summary>
    public Samples Latencies { get; } = new();

    /// <summary>From the first request to the last answer.</summary>
    public TimeSpan Elapsed { get; set; }

    public double PerSecond => Events / Elapsed.TotalSeconds;

    public double MegabytesPerSecond => Bytes / 1e6 / Elapsed.TotalSeconds;

    public void Add(Answer answer, int events, int bytes, TimeSpan latency)
    {
        Requests++;
        Events += events;
        Bytes += bytes;
        Findings += answer.Findings;
        Late += answer.Late;
        Latencies.Add(latency);
    }

    public void Add(LoadResult other)
    {
        Requests += other.Requests;
        Events += other.Events;
        Bytes += other.Bytes;
        Findings += other.Findings;
        Late += other.Late;
        Latencies.Add(other.Latencies);
    }
}
