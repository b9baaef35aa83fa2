using System.Security.Cryptography;
using System.Text;

namespace TrailWatch.Collector.Tokens;

/// <summary>SHA-256, in hexadecimal where it is written. A token is as random as a key, so it needs no salt and no slow hash.</summary>
internal static class TokenHash
{
    public static string Hex(string token) => Convert.ToHexStringLower(Of(token));

    public static byte[] Of(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    public static bool IsOne(string text) => text.Length == 2 * SHA256.HashSizeInBytes && text.All(char.IsAsciiHexDigit);
}
