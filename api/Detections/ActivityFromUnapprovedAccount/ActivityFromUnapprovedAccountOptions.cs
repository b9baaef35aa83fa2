using Microsoft.Extensions.Options;

namespace TrailWatch.Detections.ActivityFromUnapprovedAccount;

/// <summary>Section <c>Detections:ActivityFromUnapprovedAccount</c>.</summary>
public sealed class ActivityFromUnapprovedAccountOptions : DetectionOptions;

[OptionsValidator]
internal sealed partial class ActivityFromUnapprovedAccountOptionsValidator : IValidateOptions<ActivityFromUnapprovedAccountOptions>;
