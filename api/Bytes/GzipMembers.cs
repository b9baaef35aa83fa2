using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace TrailWatch.Bytes;

/// <summary>
/// Gzip by RFC 1952, members in a row included, whole or not at all. GZipStream takes a body that was cut off, or that
/// has something else behind it, as though it were complete, and events would be lost without a word. So the frame is read here:
/// the header by hand, the deflated part by DeflateStream, and then the checksum and length of what came out must stand where
/// the inflater stopped, and the next member, or the end of the body, right behind them.
/// </summary>
internal static class GzipMembers
{
    // Every member costs an inflater; a log shipper writes one per flush, an attacker one per twenty bytes.
    private const int MostMembers = 65_536;
    private const int HeaderLength = 10;
    private const int TrailerLength = 8;
    private const int ShortestDeflated = 2;
    private const byte HeaderChecksum = 2, Extra = 4, Name = 8, Comment = 16, Reserved = 0xE0;

    private static ReadOnlySpan<byte> Magic => [0x1F, 0x8B, 8];

    /// <summary>False when more than <paramref name="limit"/> bytes come out.</summary>
    /// <exception cref="InvalidDataException">The body is not gzip, or not all of it.</exception>
    public static bool TryInflate(ReadOnlyMemory<byte> gzip, PooledBytes output, long limit)
    {
        var at = 0;
        for (var members = 0; members == 0 || at < gzip.Length; members++)
        {
            if (members == MostMembers)
            {
                throw new InvalidDataException();
            }

            at += SkipHeader(gzip.Span[at..]);
            if (!TryInflateMember(gzip[at..], output, limit, out var length))
            {
                return false;
            }

            at += length;
        }

        return true;
    }

    private static int SkipHeader(ReadOnlySpan<byte> member)
    {
        if (member.Length < HeaderLength || !member.StartsWith(Magic) || (member[3] & Reserved) != 0)
        {
            throw new InvalidDataException();
        }

        var flags = member[3];
        var at = HeaderLength;
        if ((flags & Extra) != 0)
        {
            at += 2 + BinaryPrimitives.ReadUInt16LittleEndian(From(member, at, 2));
        }

        at += (flags & Name) != 0 ? ZeroTerminated(member, at) : 0;
        at += (flags & Comment) != 0 ? ZeroTerminated(member, at) : 0;
        at += (flags & HeaderChecksum) != 0 ? 2 : 0;
        _ = From(member, at, 0);
        return at;
    }

    private static int ZeroTerminated(ReadOnlySpan<byte> member, int at)
    {
        var end = From(member, at, 0).IndexOf((byte)0);
        return end < 0 ? throw new InvalidDataException() : end + 1;
    }

    private static ReadOnlySpan<byte> From(ReadOnlySpan<byte> member, int at, int needed) =>
        member.Length - at < needed ? throw new InvalidDataException() : member[at..];

    private static bool TryInflateMember(ReadOnlyMemory<byte> deflated, PooledBytes output, long limit, out int length)
    {
        length = 0;
        var input = new InflaterInput(deflated);
        using var inflater = new DeflateStream(input, CompressionMode.Decompress);
        var start = output.Length;
        for (int read; (read = inflater.Read(output.Room().Span)) > 0;)
        {
            output.Advance(read);
            if (output.Length > limit)
            {
                return false;
            }
        }

        length = EndOfMember(deflated.Span, input, output.Span[start..]);
        return true;
    }

    // The inflater reads ahead; its own end is somewhere in the last piece that it was given, and not within two bytes, which the
    // shortest deflated part has. A trailer of zeros, for no data, may seem to begin early, so what follows is looked at too.
    private static int EndOfMember(ReadOnlySpan<byte> deflated, InflaterInput input, ReadOnlySpan<byte> inflated)
    {
        Span<byte> trailer = stackalloc byte[TrailerLength];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, Crc32.HashToUInt32(inflated));
        BinaryPrimitives.WriteUInt32LittleEndian(trailer[4..], (uint)inflated.Length);
        var last = Math.Min(deflated.Length, input.Taken + TrailerLength);
        for (var from = Math.Max(input.LastPiece, ShortestDeflated); from < last; from++)
        {
            var found = deflated[from..last].IndexOf(trailer);
            if (found < 0)
            {
                break;
            }

            from += found;
            var rest = deflated[(from + TrailerLength)..];
            if (rest.IsEmpty || rest.StartsWith(Magic))
            {
                return from + TrailerLength;
            }
        }

        throw new InvalidDataException();
    }
}
