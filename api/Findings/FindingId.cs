using System.Security.Cryptography;
using System.Text;

namespace TrailWatch.Findings;

/// <summary>
/// A finding's id: 32 hex digits. The first is the shard of its actor, so that all findings of an actor lie together and
/// the id alone says where; the rest is a hash of detection, actor and window.
/// </summary>
public static class FindingId
{
    public const int Shards = 16;

    public const string AllShards = "0123456789abcdef";

    public static string Of(string detection, string actorKey, string window)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{detection}\n{actorKey}\n{window}"));
        return ShardOf(actorKey) + Convert.ToHexStringLower(hash)[1..32];
    }

    /// <summary>The shard of an actor, a hex digit.</summary>
    public static char ShardOf(string actorKey) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(actorKey)))[0];

    public static bool IsValid(string id) => id.Length == 32 && id.All(char.IsAsciiHexDigitLower);
}
