namespace TrailWatch.CloudTrail;

/// <summary>
/// Who an actor is, as far as its key says: the memory keeps nothing else of them. Which session of a role acted, and under which
/// ARN, is not known from there.
/// </summary>
public static class ActorOfKey
{
    private const string SsoRole = "AWSReservedSSO_";
    private const string RolePrefix = "role/";

    public static Actor Read(string key)
    {
        var arn = new ArnParts(key);
        if (!arn.IsArn)
        {
            var colon = key.IndexOf(':', StringComparison.Ordinal);
            return new(key, colon < 0 ? "" : key[..colon], "", key[(key.LastIndexOf(':') + 1)..], "", null, null);
        }

        var account = arn.Account.ToString();
        var resource = arn.Resource.ToString();
        if (arn.TryAssumedRole(out var assumed, out var by))
        {
            var name = assumed.ToString();
            return OfRole(key, $"arn:{arn.Partition}:iam::{account}:role/{name}", name, account, by.ToString());
        }

        if (resource.StartsWith(RolePrefix, StringComparison.Ordinal))
        {
            // Of an SSO role the key goes on with the session, which is the human.
            var sso = resource.IndexOf(SsoRole, StringComparison.Ordinal);
            var slash = sso < 0 ? -1 : resource.IndexOf('/', sso);
            var role = slash < 0 ? key : key[..(key.Length - resource.Length + slash)];
            return OfRole(key, role, ArnParts.LastPart(role), account, slash < 0 ? null : resource[(slash + 1)..]);
        }

        return resource == "root"
            ? new(key, "Root", key, "root", account, null, null)
            : new(key, resource.StartsWith("user/", StringComparison.Ordinal) ? "IAMUser" : "", key, ArnParts.LastPart(key), account, null, null);
    }

    private static Actor OfRole(string key, string role, string name, string account, string? session) =>
        new(key, "AssumedRole", key, name, account, session, null)
        {
            RoleArn = role,
            IsSso = name.StartsWith(SsoRole, StringComparison.Ordinal),
        };
}
