using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using TrailWatch.Memory;

namespace TrailWatch.Detections.DormantAccountReactivated;

/// <summary>Section <c>Detections:DormantAccountReactivated</c>.</summary>
public sealed class DormantAccountReactivatedOptions : DetectionOptions
{
    [Description("Days of silence that are not yet dormancy; 90 is the age at which CIS and IAM reports call a credential unused.")]
    [Range(2, 390)]
    public int DormantDays { get; set; } = 90;

    internal long DormantMs => DormantDays * Clock.DayMs;
}

[OptionsValidator]
internal sealed partial class DormantAccountReactivatedOptionsValidator : IValidateOptions<DormantAccountReactivatedOptions>;
