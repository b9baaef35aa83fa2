using System.Security.Cryptography;
using System.Text.Json;

namespace TrailWatch.Identities;

/// <summary>A text that two entries share only if they are the same in every field.</summary>
public static class EntryTag
{
    private const int Bytes = 16;

    public static string Of<T>(T entry, TableKind<T> kind)
        where T : class =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(entry, kind.Json)).AsSpan(0, Bytes));
}
