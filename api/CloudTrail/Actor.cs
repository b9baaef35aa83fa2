namespace TrailWatch.CloudTrail;

/// <summary>Whether a role's state is kept for the role or for each of its sessions.</summary>
public enum ActorGranularity
{
    Role,
    Session,
}

/// <summary>Whom state is kept for.</summary>
/// <param name="Key">Always holds the account id: a role name alone is not an actor.</param>
/// <param name="Type"><c>userIdentity.type</c>.</param>
/// <param name="Arn"><c>userIdentity.arn</c> of the event, a session's where it is one; empty where absent.</param>
/// <param name="UserName">userName, else the session issuer's, else the last part of the ARN (Root gives <c>root</c>); empty where none.</param>
/// <param name="AccountId">The account of the identity.</param>
/// <param name="SessionName">The role session's name, null where it is no session.</param>
/// <param name="AccessKeyId">Null where the event has none.</param>
public sealed record Actor(
    string Key, string Type, string Arn, string UserName, string AccountId, string? SessionName, string? AccessKeyId)
{
    /// <summary>The role's ARN for an AssumedRole (its session issuer), else null.</summary>
    public string? RoleArn { get; init; }

    /// <summary>Whether this is an IAM Identity Center role (<c>AWSReservedSSO_*</c>), whose session is a human.</summary>
    public bool IsSso { get; init; }
}
