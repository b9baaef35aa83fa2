using System.ComponentModel;
using Microsoft.Extensions.Options;

namespace TrailWatch.Detections.ApiActivityWithoutMfa;

/// <summary>Section <c>Detections:ApiActivityWithoutMfa</c>.</summary>
public sealed class ApiActivityWithoutMfaOptions : DetectionOptions
{
    [Description("Judge also sessions whose MFA AWS cannot know (SSO, SAML, web identity, instance profiles); off, since their MFA is the identity provider's.")]
    public bool IncludeFederated { get; set; }
}

[OptionsValidator]
internal sealed partial class ApiActivityWithoutMfaOptionsValidator : IValidateOptions<ApiActivityWithoutMfaOptions>;
