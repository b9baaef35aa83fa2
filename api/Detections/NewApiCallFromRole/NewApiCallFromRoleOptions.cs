using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using TrailWatch.Memory;

namespace TrailWatch.Detections.NewApiCallFromRole;

/// <summary>Section <c>Detections:NewApiCallFromRole</c>.</summary>
public sealed class NewApiCallFromRoleOptions : DetectionOptions
{
    /// <summary>For so long from its first event a role only learns (hardened): a week holds its weekly jobs.</summary>
    [Range(0, 365)]
    public int LearningDays { get; set; } = 7;

    /// <summary>A call unseen for longer is new again (hardened): the forget window of Splunk's successor search.</summary>
    [Range(1, 400)]
    public int ForgetDays { get; set; } = 90;

    internal long LearningMs => LearningDays * Clock.DayMs;

    internal long ForgetMs => ForgetDays * Clock.DayMs;
}

[OptionsValidator]
internal sealed partial class NewApiCallFromRoleOptionsValidator : IValidateOptions<NewApiCallFromRoleOptions>;
