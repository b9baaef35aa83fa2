namespace TrailWatch.Collector.Tokens;

/// <summary>What is wrong with one token's section; no sentence repeats a token or a hash.</summary>
internal static class TokenFaults
{
    private const int LongestName = 64;
    private const int ShortestToken = 16;

    public static IEnumerable<string> Of(string name, TokenOptions token)
    {
        var section = $"{CollectorOptions.Section}:Tokens:{name}";
        if (name.Length > LongestName || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
        {
            yield return $"{CollectorOptions.Section}:Tokens: a name must have at most {LongestName} letters, digits, dots, dashes and underscores.";
        }

        if (!token.AllHashes.Any() && token.Token is null && token.TokenFile is null)
        {
            yield return $"{section} must have a Hash, a Token or a TokenFile.";
        }

        if (token.AllHashes.Any(hash => !TokenHash.IsOne(hash)))
        {
            yield return $"{section}:Hash must be the SHA-256 of the token, 64 hexadecimal digits; the command hec-token makes both.";
        }

        if (token.Token is { } plain && (plain.Length < ShortestToken || plain.AsSpan().ContainsAnyExceptInRange('!', '~')))
        {
            yield return $"{section}:Token must have at least {ShortestToken} characters that a header can carry, and no space.";
        }

        if (token.TokenFile is { } file && !TokenFile.IsReadable(file))
        {
            yield return $"{section}:TokenFile cannot be read, or holds no token.";
        }

        if (token.AllowedIndexes.Any(string.IsNullOrWhiteSpace))
        {
            yield return $"{section}:AllowedIndexes must not hold an empty name.";
        }

        if (!token.Allows(token.Index))
        {
            yield return $"{section}:Index must be one of its AllowedIndexes.";
        }

        if (!Enum.IsDefined(token.OnUnrecognised))
        {
            yield return $"{section}:OnUnrecognised must be Accept or Reject.";
        }
    }
}
