namespace TrailWatch.CloudTrail;

/// <summary>Whom an event's state is kept for. The key is made by <see cref="ActorKey"/>; this names the person behind it.</summary>
public static class ActorResolver
{
    public const string AwsService = "aws-service";
    public const string NoUserIdentity = "no-user-identity";
    public const string NoActor = "no-actor";

    private const string SsoPrefix = "AWSReservedSSO_";

    /// <summary>
    /// Null where the event is nobody's; the reason is then one of the constants above, and empty otherwise. Events that share their identity mostly
    /// share the actor too.
    /// </summary>
    public static Actor? Resolve(CloudTrailEvent e, ActorGranularity granularity, out string skipReason)
    {
        if (e.UserIdentity is not { } identity)
        {
            skipReason = NoUserIdentity;
            return null;
        }

        var known = identity.Actor.For(e, identity, granularity);
        if (known is null)
        {
            var actor = Resolve(e, identity, granularity, out var reason);
            known = identity.Actor.Keep(new(identity, granularity, Partitions.OfRegion(e.AwsRegion), e.RecipientAccountId, actor, reason));
        }

        skipReason = known.SkipReason;
        return known.Actor;
    }

    private static Actor? Resolve(CloudTrailEvent e, UserIdentity identity, ActorGranularity granularity, out string skipReason)
    {
        if (IsAwsService(identity))
        {
            skipReason = AwsService;
            return null;
        }

        var account = Account(e, identity);
        var role = identity.Type == "AssumedRole" ? RoleArn(e, identity) : null;
        var session = identity.Type == "AssumedRole" ? SessionName(identity) : null;
        var isSso = role is not null && ArnParts.LastPart(role).StartsWith(SsoPrefix, StringComparison.Ordinal);
        var key = granularity == ActorGranularity.Session ? ActorKey.OfArn(identity, account) : null;
        key ??= identity.Type switch
        {
            "IAMUser" => ActorKey.OfUser(e, identity, account),
            "Root" => ActorKey.OfRoot(e, identity, account),
            "AssumedRole" => ActorKey.OfRole(identity, account, role, isSso ? session : null),
            _ => ActorKey.OfOther(identity, account),
        };
        skipReason = key is null ? NoActor : "";
        return key is null
            ? null
            : new Actor(ActorKey.Cap(key), identity.Type ?? "", identity.Arn ?? "", UserName(identity), account, session, identity.AccessKeyId)
            {
                RoleArn = role,
                IsSso = isSso,
            };
    }

    /// <summary>A user's or a session's call that a service forwards is still theirs: it names who they are.</summary>
    private static bool IsAwsService(UserIdentity identity) =>
        identity.Type == "AWSService"
        || (identity.InvokedBy is not null && identity.Arn is null && identity.PrincipalId is null && identity.UserName is null
            && identity.IssuerArn is null && identity.OnBehalfOfUserId is null);

    /// <summary>The identity's account; where it says none, the account the event was recorded in.</summary>
    private static string Account(CloudTrailEvent e, UserIdentity identity)
    {
        if (identity.AccountId is { } account)
        {
            return account;
        }

        var arn = new ArnParts(identity.Arn);
        return arn.Account.IsEmpty ? e.RecipientAccountId : arn.Account.ToString();
    }

    private static string? RoleArn(CloudTrailEvent e, UserIdentity identity)
    {
        if (new ArnParts(identity.IssuerArn).IsArn)
        {
            return identity.IssuerArn;
        }

        var arn = new ArnParts(identity.Arn);
        return arn.TryAssumedRole(out var role, out _) ? $"arn:{Partitions.Of(e, identity)}:iam::{arn.Account}:role/{role}"
            : arn.Resource.StartsWith("role/", StringComparison.Ordinal) ? identity.Arn
            : null;
    }

    private static string? SessionName(UserIdentity identity)
    {
        if (new ArnParts(identity.Arn).TryAssumedRole(out _, out var session))
        {
            return session.ToString();
        }

        var colon = identity.PrincipalId?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        return colon < 0 ? null : identity.PrincipalId![(colon + 1)..];
    }

    private static string UserName(UserIdentity identity) =>
        identity.UserName ?? identity.IssuerUserName
        ?? (identity.Type == "Root" ? "root" : identity.Arn is { } arn ? ArnParts.LastPart(arn) : "");
}
