using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace TrailWatch.Collector.Tokens;

/// <summary>Knows tokens by their hashes. Every hash is compared, whole, whichever fits, so that time tells nothing.</summary>
internal sealed class TokenBook(IOptions<CollectorOptions> options)
{
    private readonly List<(CollectorToken Token, byte[][] Hashes)> _entries =
    [
        .. options.Value.Tokens.Select(t => (
            new CollectorToken(t.Key, t.Value),
            t.Value.AllHashes.Select(Convert.FromHexString)
                .Concat(t.Value.Token is { } plain ? [TokenHash.Of(plain)] : []).ToArray())),
    ];

    /// <summary>Null where nobody has this token.</summary>
    public CollectorToken? Find(string presented)
    {
        var hash = TokenHash.Of(presented);
        CollectorToken? found = null;
        foreach (var (token, hashes) in _entries)
        {
            var fits = false;
            foreach (var known in hashes.Concat(InFile(token)))
            {
                fits |= CryptographicOperations.FixedTimeEquals(known, hash);
            }

            found = fits ? token : found;
        }

        return found;
    }

    private static IEnumerable<byte[]> InFile(CollectorToken token) =>
        token.May.TokenFile is { } path ? TokenFile.Read(path).Select(TokenHash.Of) : [];
}
