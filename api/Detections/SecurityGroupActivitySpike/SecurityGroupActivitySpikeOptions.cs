using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace TrailWatch.Detections.SecurityGroupActivitySpike;

/// <summary>Section <c>Detections:SecurityGroupActivitySpike</c>.</summary>
public sealed class SecurityGroupActivitySpikeOptions : SpikeDetectionOptions
{
    [Description("Calls over the mean that are never a spike (hardened); security group calls are rare, so a few more already mean something.")]
    [Range(0, 1_000_000)]
    public override int MinimumExcess { get; set; } = 5;
}

[OptionsValidator]
internal sealed partial class SecurityGroupActivitySpikeOptionsValidator : IValidateOptions<SecurityGroupActivitySpikeOptions>;
