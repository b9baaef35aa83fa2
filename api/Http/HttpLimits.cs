using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using TrailWatch.CloudTrail;

namespace TrailWatch.Http;

/// <summary>Section <c>Http</c>: how much one request may bring.</summary>
public sealed class HttpLimits
{
    public const string Section = "Http";

    private static readonly TimeSpan AheadOfClock = TimeSpan.FromMinutes(10);

    /// <summary>Bytes as received. 64 MiB is some 40,000 records as they are, and many times that with gzip.</summary>
    [Range(1024, 1L << 30)]
    public long MaxRequestBytes { get; set; } = 64 << 20;

    /// <summary>Bytes after gzip is undone. Memory holds them all at once, so four times the request and no more.</summary>
    [Range(1024, 1L << 30)]
    public long MaxDecompressedBytes { get; set; } = 256 << 20;

    /// <summary>Records of one body; more is answered with 413.</summary>
    [Range(1, 1_000_000)]
    public int MaxRecords { get; set; } = 100_000;

    /// <summary>Bytes of one record; a larger one is rejected, the others go on.</summary>
    [Range(1024, 64 << 20)]
    public int MaxRecordBytes { get; set; } = 1 << 20;

    /// <summary>Objects and lists inside one another.</summary>
    [Range(8, 1000)]
    public int MaxDepth { get; set; } = 128;

    /// <summary>Questions of one request; more are answered with 400.</summary>
    [Range(1, 10_000)]
    public int MaxQuestions { get; set; } = 1_000;

    /// <summary>Events of more than ten minutes after <paramref name="now"/> are from the future.</summary>
    internal ReaderLimits Reader(DateTimeOffset now) => new()
    {
        MaxRecords = MaxRecords,
        MaxRecordBytes = MaxRecordBytes,
        MaxDepth = MaxDepth,
        LatestTime = (now + AheadOfClock).ToUnixTimeMilliseconds(),
    };
}

[OptionsValidator]
internal sealed partial class HttpLimitsValidator : IValidateOptions<HttpLimits>;
