using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace TrailWatch.Detections.ExcessiveSecurityScanning;

/// <summary>Section <c>Detections:ExcessiveSecurityScanning</c>.</summary>
public sealed class ExcessiveSecurityScanningOptions : DetectionOptions
{
    [Description("Distinct read calls that are not yet a scan; the search's 50. A scanner such as CloudSploit makes hundreds.")]
    [Range(1, 10_000)]
    public int Threshold { get; set; } = 50;
}

[OptionsValidator]
internal sealed partial class ExcessiveSecurityScanningOptionsValidator : IValidateOptions<ExcessiveSecurityScanningOptions>;
