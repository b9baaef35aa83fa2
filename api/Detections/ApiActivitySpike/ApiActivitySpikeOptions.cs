using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace TrailWatch.Detections.ApiActivitySpike;

/// <summary>Section <c>Detections:ApiActivitySpike</c>.</summary>
public sealed class ApiActivitySpikeOptions : SpikeDetectionOptions
{
    [Description("Calls over the mean that are never a spike (hardened): a perfectly regular actor should not alarm on a handful more.")]
    [Range(0, 1_000_000)]
    public override int MinimumExcess { get; set; } = 20;
}

[OptionsValidator]
internal sealed partial class ApiActivitySpikeOptionsValidator : IValidateOptions<ApiActivitySpikeOptions>;
