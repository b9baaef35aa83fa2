using System.Security.Cryptography;
using System.Text;

namespace TrailWatch.CloudTrail;

/// <summary>The key of an actor by the kind of its identity; null where there is nothing to tell it from others by.</summary>
internal static class ActorKey
{
    private const int LongestKey = 512;
    private const int HashBytes = 16;

    /// <summary>
    /// A sign-in has no ARN, but the same user's other calls have; so the ARN is put together, and both land on one actor.
    /// </summary>
    public static string? OfUser(CloudTrailEvent e, UserIdentity identity, string account) =>
        OfArn(identity, account)
        ?? (identity.UserName is { } name && account.Length > 0 ? $"arn:{Partitions.Of(e, identity)}:iam::{account}:user/{name}" : null)
        ?? OfName(identity, account);

    public static string? OfRoot(CloudTrailEvent e, UserIdentity identity, string account) =>
        account.Length > 0 ? $"arn:{Partitions.Of(e, identity)}:iam::{account}:root" : OfArn(identity, account);

    /// <summary>The session is given for an IAM Identity Center role only: there it is the human.</summary>
    public static string? OfRole(UserIdentity identity, string account, string? role, string? session)
    {
        if (role is not null)
        {
            return WithAccount(session is null ? role : $"{role}/{session}", identity, account);
        }

        // AROAEXAMPLE:session names the role and then the session.
        var principal = identity.PrincipalId?.Split(':', 2)[0];
        return string.IsNullOrEmpty(principal) ? OfArn(identity, account) : Typed(identity, account, principal);
    }

    public static string? OfOther(UserIdentity identity, string account) => OfArn(identity, account) ?? OfName(identity, account);

    public static string? OfArn(UserIdentity identity, string account) =>
        new ArnParts(identity.Arn).IsArn ? WithAccount(identity.Arn!, identity, account) : null;

    /// <summary>A key is kept many times over, so a long one keeps a readable head and becomes distinct by its hash.</summary>
    public static string Cap(string key)
    {
        if (key.Length <= LongestKey)
        {
            return key;
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, HashBytes));
        var head = LongestKey - hash.Length - 1;
        return $"{key.AsSpan(0, char.IsHighSurrogate(key[head - 1]) ? head - 1 : head)}~{hash}";
    }

    private static string? OfName(UserIdentity identity, string account)
    {
        if (identity.OnBehalfOfUserId is { } userId)
        {
            return Typed(identity, account, userId);
        }

        // Identity Center's older events give the account as the principal, which would make one actor of all its users.
        if (identity.PrincipalId is { } principal && principal != identity.AccountId)
        {
            return Typed(identity, account, principal);
        }

        var name = (identity.IdentityProvider, identity.UserName) switch
        {
            ({ } provider, { } user) => $"{provider}:{user}",
            var (provider, user) => user ?? provider,
        };
        return name is not null ? Typed(identity, account, name)
            : identity.Type == "AWSAccount" && account.All(char.IsAsciiDigit) && account.Length > 0 ? Typed(identity, account, account)
            : null;
    }

    private static string Typed(UserIdentity identity, string account, string name) =>
        account.Length == 0 || name == account ? $"{identity.Type ?? "Unknown"}:{name}" : $"{identity.Type ?? "Unknown"}:{account}:{name}";

    private static string WithAccount(string arn, UserIdentity identity, string account) =>
        account.Length == 0 || !new ArnParts(arn).Account.IsEmpty ? arn : Typed(identity, account, arn);
}
