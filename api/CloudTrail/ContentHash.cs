using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;

namespace TrailWatch.CloudTrail;

/// <summary>
/// Stands in for an eventID: a hash of the record's JSON tokens, so that the same record has the same id however its white space
/// and escapes were written, and a repeat is known as one.
/// </summary>
internal static class ContentHash
{
    private const int IdBytes = 16;

    public static string Of(ReadOnlySpan<byte> json)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = int.MaxValue });
        while (reader.Read())
        {
            Append(hash, ref reader);
        }

        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        hash.GetHashAndReset(digest);
        return Convert.ToHexStringLower(digest[..IdBytes]);
    }

    private static void Append(IncrementalHash hash, ref Utf8JsonReader reader)
    {
        var value = reader.ValueSpan;
        byte[]? rented = null;
        if (reader.ValueIsEscaped)
        {
            rented = ArrayPool<byte>.Shared.Rent(value.Length);
            value = rented.AsSpan(0, JsonEscapes.Resolve(value, rented));
        }

        // The kind and the length stand before each value, so no two sequences of tokens give the same bytes.
        Span<byte> head = stackalloc byte[5];
        head[0] = (byte)reader.TokenType;
        BinaryPrimitives.WriteInt32LittleEndian(head[1..], value.Length);
        hash.AppendData(head);
        hash.AppendData(value);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}
