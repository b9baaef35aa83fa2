using Microsoft.Extensions.Options;

namespace TrailWatch.Detections.DisabledAccountActivity;

/// <summary>Section <c>Detections:DisabledAccountActivity</c>.</summary>
public sealed class DisabledAccountActivityOptions : DetectionOptions;

[OptionsValidator]
internal sealed partial class DisabledAccountActivityOptionsValidator : IValidateOptions<DisabledAccountActivityOptions>;
