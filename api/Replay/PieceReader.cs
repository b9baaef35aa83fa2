using TrailWatch.Bytes;
using TrailWatch.CloudTrail;

namespace TrailWatch.Replay;

/// <summary>Reads a piece and puts its records in order; gzip is told by its first bytes, whatever the file's name says.</summary>
internal static class PieceReader
{
    /// <summary>The largest array that the pool lends; also what unzipped content may grow to.</summary>
    public const long MostBytes = 1 << 30;

    // The widest that the service can be set to: whether a record is too large, too deep or from the future is the service's to say.
    private static readonly ReaderLimits Limits = new()
    {
        MaxRecordBytes = 64 << 20,
        MaxDepth = 1_000,
        MaxRecords = 10_000_000,
        MaxUnpackedBytes = 1 << 30,
    };

    /// <exception cref="PieceUnreadableException">Says in one sentence why the piece cannot be taken.</exception>
    public static MemoryRun Open(LogFile file, Piece piece)
    {
        var bytes = Read(file, piece);
        try
        {
            if (bytes.Span.IndexOfAnyExcept(" \t\r\n"u8) < 0)
            {
                return new MemoryRun(bytes, null);
            }

            return CloudTrailReader.TryCut(bytes.Memory, Limits, out var cuts, out var error)
                ? new MemoryRun(bytes, cuts)
                : throw new PieceUnreadableException(error.Failure == ReadFailure.TooManyRecords
                    ? error.Detail.Replace("The body", "The file", StringComparison.Ordinal)
                    : "The file is not JSON.");
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }

    private static PooledBytes Read(LogFile file, Piece piece)
    {
        try
        {
            if (piece.Length > MostBytes)
            {
                throw new PieceUnreadableException(
                    "The file is larger than 1 GiB and not one record a line, so it cannot be read in parts: cut it into smaller files.");
            }

            var raw = ReadRaw(file.Path, piece);
            if (!raw.Span.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]) || piece.Offset > 0)
            {
                return raw;
            }

            using (raw)
            {
                return Inflate(raw);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PieceUnreadableException("The file cannot be read: " + e.Message, e);
        }
    }

    private static PooledBytes ReadRaw(string path, Piece piece)
    {
        using var handle = File.OpenHandle(path);
        var bytes = new PooledBytes((int)piece.Length + 1);
        while (bytes.Length < piece.Length)
        {
            var room = bytes.Room().Span;
            var wanted = (int)Math.Min(room.Length, piece.Length - bytes.Length);
            var read = RandomAccess.Read(handle, room[..wanted], piece.Offset + bytes.Length);
            if (read == 0)
            {
                break;
            }

            bytes.Advance(read);
        }

        return bytes;
    }

    private static PooledBytes Inflate(PooledBytes raw)
    {
        const int usualRatio = 10;
        var bytes = new PooledBytes((int)Math.Min(64 << 20, (long)raw.Length * usualRatio));
        try
        {
            return GzipMembers.TryInflate(raw.Memory, bytes, MostBytes)
                ? bytes
                : throw new PieceUnreadableException("The file is larger than 1 GiB once unzipped: unzip it first, or cut it into smaller files.");
        }
        catch (Exception e)
        {
            bytes.Dispose();
            throw e is InvalidDataException ? new PieceUnreadableException("The file is not complete and correct gzip.", e) : e;
        }
    }
}
