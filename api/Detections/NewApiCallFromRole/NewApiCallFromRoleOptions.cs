using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using TrailWatch.Memory;

namespace TrailWatch.Detections.NewApiCallFromRole;

/// <summary>Section <c>Detections:NewApiCallFromRole</c>.</summary>
public sealed class NewApiCallFromRoleOptions : DetectionOptions
{
    [Description("Days from its first event for which a role only learns (hardened): a week holds its weekly jobs.")]
    [Range(0, 365)]
    public int LearningDays { get; set; } = 7;

    [Description("Days after which a call that was not made is new again (hardened): the forget window of Splunk's successor search.")]
    [Range(1, 400)]
    public int ForgetDays { get; set; } = 90;

    internal long LearningMs => LearningDays * Clock.DayMs;

    internal long ForgetMs => ForgetDays * Clock.DayMs;
}

[OptionsValidator]
internal sealed partial class NewApiCallFromRoleOptionsValidator : IValidateOptions<NewApiCallFromRoleOptions>;
