using TrailWatch.Bytes;
using TrailWatch.CloudTrail;

namespace TrailWatch.Backtests;

/// <summary>One file of logs: read whole, for nothing inside a JSON document says where it may be cut.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Name">As the report calls it.</param>
internal sealed record FolderFile(string Path, string Name)
{
    private const int Room = 1 << 16;

    /// <summary>Of its earliest event, Unix ms.</summary>
    public long First { get; init; }

    public long Events { get; init; }

    /// <exception cref="BacktestFailedException">Says why it cannot be read.</exception>
    public RecordBatch Read(ReaderLimits limits, long maxBytes)
    {
        using var file = new PooledBytes(Room);
        using var inflated = new PooledBytes(Room);
        PooledBytes text;
        try
        {
            if (!TryLoad(file, maxBytes) || !TryInflate(file, inflated, maxBytes, out text))
            {
                throw new BacktestFailedException($"{Name} holds more than {maxBytes} bytes (Http:MaxDecompressedBytes): cut it into smaller files.");
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new BacktestFailedException($"{Name} cannot be read: {(e is InvalidDataException ? "it is not complete and correct gzip." : e.Message)}", e);
        }

        if (text.Span.IndexOfAnyExcept(" \t\r\n"u8) < 0)
        {
            return new();
        }

        if (!CloudTrailReader.TryRead(text.Span, limits, out var batch, out var error))
        {
            throw new BacktestFailedException($"{Name} cannot be read: {error.Detail.Replace("The body", "the file", StringComparison.Ordinal)}");
        }

        EventOrder.Sort(batch.Events);
        return batch;
    }

    private bool TryLoad(PooledBytes file, long maxBytes)
    {
        using var stream = File.OpenRead(Path);
        for (int read; file.Length <= maxBytes && (read = stream.Read(file.Room().Span)) > 0;)
        {
            file.Advance(read);
        }

        return file.Length <= maxBytes;
    }

    /// <summary>Gzip is told by its first bytes, whatever the name says.</summary>
    private static bool TryInflate(PooledBytes file, PooledBytes inflated, long maxBytes, out PooledBytes text)
    {
        var isGzip = file.Span.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]);
        text = isGzip ? inflated : file;
        return !isGzip || GzipMembers.TryInflate(file.Memory, inflated, maxBytes);
    }
}
