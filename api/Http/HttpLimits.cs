using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace TrailWatch.Http;

/// <summary>Section <c>Http</c>: how much one request may bring.</summary>
public sealed class HttpLimits
{
    public const string Section = "Http";

    /// <summary>Bytes as received. 64 MiB is some 40,000 records as they are, and many times that with gzip.</summary>
    [Range(1024, 1L << 30)]
    public long MaxRequestBytes { get; set; } = 64 << 20;

    /// <summary>Bytes after gzip is undone. Memory holds them all at once, so four times the request and no more.</summary>
    [Range(1024, 1L << 30)]
    public long MaxDecompressedBytes { get; set; } = 256 << 20;
}

[OptionsValidator]
internal sealed partial class HttpLimitsValidator : IValidateOptions<HttpLimits>;
