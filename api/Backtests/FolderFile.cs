using System.IO.Compression;
using TrailWatch.CloudTrail;

namespace TrailWatch.Backtests;

/// <summary>One file of logs: read whole, for nothing inside a JSON document says where it may be cut.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Name">As the report calls it.</param>
internal sealed record FolderFile(string Path, string Name)
{
    /// <summary>Of its earliest event, Unix ms.</summary>
    public long First { get; init; }

    public long Events { get; init; }

    /// <exception cref="BacktestFailedException">Says why it cannot be read.</exception>
    public RecordBatch Read(ReaderLimits limits, long maxBytes)
    {
        byte[] bytes;
        try
        {
            bytes = ReadBytes(maxBytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new BacktestFailedException($"{Name} cannot be read: {(e is InvalidDataException ? "it is not complete and correct gzip." : e.Message)}", e);
        }

        if (bytes.AsSpan().IndexOfAnyExcept(" \t\r\n"u8) < 0)
        {
            return new();
        }

        if (!CloudTrailReader.TryRead(bytes, limits, out var batch, out var error))
        {
            throw new BacktestFailedException($"{Name} cannot be read: {error.Detail.Replace("The body", "the file", StringComparison.Ordinal)}");
        }

        EventOrder.Sort(batch.Events);
        return batch;
    }

    private byte[] ReadBytes(long maxBytes)
    {
        using var file = File.OpenRead(Path);
        Span<byte> head = stackalloc byte[2];
        var isGzip = file.ReadAtLeast(head, 2, throwOnEndOfStream: false) == 2 && head.SequenceEqual((ReadOnlySpan<byte>)[0x1F, 0x8B]);
        file.Position = 0;
        using Stream text = isGzip ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var bytes = new MemoryStream();
        var chunk = new byte[1 << 16];
        for (int read; (read = text.Read(chunk)) > 0;)
        {
            bytes.Write(chunk.AsSpan(0, read));
            if (bytes.Length > maxBytes)
            {
                throw new BacktestFailedException($"{Name} holds more than {maxBytes} bytes (Http:MaxDecompressedBytes): cut it into smaller files.");
            }
        }

        return bytes.ToArray();
    }
}
