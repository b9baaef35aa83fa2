namespace TrailWatch.CloudTrail;

/// <summary>CloudTrail's <c>userIdentity</c>; an empty string in a record is read as absent.</summary>
public sealed record UserIdentity
{
    internal ActorMemo Actor;

    public string? Type { get; init; }

    public string? PrincipalId { get; init; }

    public string? Arn { get; init; }

    public string? AccountId { get; init; }

    public string? AccessKeyId { get; init; }

    public string? UserName { get; init; }

    public string? InvokedBy { get; init; }

    public string? IdentityProvider { get; init; }

    /// <summary>Whether <c>sessionContext</c> is there at all; a long-term access key has none.</summary>
    public bool HasSessionContext { get; init; }

    /// <summary><c>sessionContext.attributes.mfaAuthenticated</c>, string or bool; null where it is not said.</summary>
    public bool? MfaAuthenticated { get; init; }

    /// <summary><c>sessionContext.sessionIssuer.arn</c>: the role behind a session.</summary>
    public string? IssuerArn { get; init; }

    public string? IssuerUserName { get; init; }

    /// <summary>Whether <c>sessionContext.ec2RoleDelivery</c> is there: an instance profile, which cannot have MFA.</summary>
    public bool IsInstanceProfile { get; init; }

    /// <summary>Whether <c>sessionContext.webIdFederationData.federatedProvider</c> is there.</summary>
    public bool IsWebIdentitySession { get; init; }

    /// <summary><c>onBehalfOf.userId</c> of an IdentityCenterUser, whose arn is empty.</summary>
    public string? OnBehalfOfUserId { get; init; }

    /// <summary><c>credentialId</c> or the MFA hint of an IdentityCenterUser, as <c>CredentialType</c>; null where absent.</summary>
    public string? CredentialType { get; init; }
}
