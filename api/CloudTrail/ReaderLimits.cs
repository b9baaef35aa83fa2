namespace TrailWatch.CloudTrail;

/// <summary>How much of a request body is read, and up to when an event may lie. The reader itself knows no clock.</summary>
public sealed record ReaderLimits
{
    /// <summary>A CloudTrail record is at most 256 KB where AWS delivers it; exports that add fields get room to spare.</summary>
    public int MaxRecordBytes { get; init; } = 1 << 20;

    /// <summary>Objects and lists inside one another, the record itself being the first; also how deep wrappers and lists may nest.</summary>
    public int MaxDepth { get; init; } = 128;

    /// <summary>Records in one body, bad ones included.</summary>
    public int MaxRecords { get; init; } = 100_000;

    /// <summary>Characters kept of a descriptive string such as the user agent; ids and ARNs keep at least <see cref="MinIdChars"/>.</summary>
    public int MaxStringChars { get; init; } = 512;

    /// <summary>What all <c>awslogs.data</c> of one body may unpack to, so that no gzip bomb fills the memory.</summary>
    public int MaxUnpackedBytes { get; init; } = 64 << 20;

    /// <summary>The latest event time taken, in Unix milliseconds: ten minutes ahead of the caller's clock.</summary>
    public long LatestTime { get; init; } = long.MaxValue;

    /// <summary>Ids and ARNs are keys: two that differ must not become one by a cut, so they are never cut below this.</summary>
    public const int MinIdChars = 2048;

    /// <summary>Reads every record the thorough way, for tests to compare with.</summary>
    internal bool ReadsThoroughly { get; init; }

    internal int MaxIdChars => Math.Max(MinIdChars, MaxStringChars);
}
