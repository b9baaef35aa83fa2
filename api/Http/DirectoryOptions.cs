using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace TrailWatch.Http;

/// <summary>How much one table of the directory may bring at once.</summary>
public sealed class DirectoryOptions
{
    public const string Section = "Directory";

    /// <summary>Bytes as received; 64 MiB holds some 300,000 identities as JSON.</summary>
    [Range(1024, 1 << 30)]
    public long MaxBodyBytes { get; set; } = 64 << 20;

    /// <summary>Bytes after gzip is undone; four times as much, for tables compress well and memory is not endless.</summary>
    [Range(1024, 1 << 30)]
    public long MaxDecompressedBytes { get; set; } = 256 << 20;
}

[OptionsValidator]
public sealed partial class DirectoryOptionsValidator : IValidateOptions<DirectoryOptions>;
