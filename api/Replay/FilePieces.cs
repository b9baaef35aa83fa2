using System.Text.Json;
using Microsoft.Win32.SafeHandles;

namespace TrailWatch.Replay;

/// <summary>
/// Cuts a file of one record a line into pieces, so that an export of any size takes little memory. Every other file is one piece:
/// nothing inside a JSON document says where it may be cut.
/// </summary>
internal static class FilePieces
{
    private const int LongestLine = 1 << 20;
    private const int Chunk = 1 << 16;

    /// <param name="pieceBytes">A file of up to twice as many is left whole.</param>
    public static IReadOnlyList<Piece> Of(LogFile file, int index, long pieceBytes)
    {
        using var handle = File.OpenHandle(file.Path);
        var length = RandomAccess.GetLength(handle);
        if (length <= 2 * pieceBytes || !StartsWithALine(handle))
        {
            return [new Piece(index, 0, 0, length)];
        }

        var pieces = new List<Piece>();
        for (long start = 0; start < length;)
        {
            var end = start + pieceBytes >= length ? length : LineEnd(handle, start + pieceBytes, length);
            pieces.Add(new Piece(index, pieces.Count, start, end - start));
            start = end;
        }

        return pieces;
    }

    /// <summary>Whether the first line is a JSON object, whole: the first line of a document over several lines is not.</summary>
    private static bool StartsWithALine(SafeFileHandle handle)
    {
        var head = new byte[LongestLine];
        var line = head.AsSpan(0, RandomAccess.Read(handle, head, 0));
        line = line.StartsWith("\uFEFF"u8) ? line[3..] : line;
        line = line.TrimStart(" \t\r\n"u8);
        var end = line.IndexOf((byte)'\n');
        if (end < 0 || line[0] != '{')
        {
            return false;
        }

        try
        {
            var json = new Utf8JsonReader(line[..end], new JsonReaderOptions { MaxDepth = int.MaxValue, AllowMultipleValues = true });
            json.Read();
            json.Skip();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static long LineEnd(SafeFileHandle handle, long from, long length)
    {
        var chunk = new byte[Chunk];
        for (var at = from; at < length;)
        {
            var read = RandomAccess.Read(handle, chunk, at);
            var newLine = chunk.AsSpan(0, read).IndexOf((byte)'\n');
            if (newLine >= 0)
            {
                return at + newLine + 1;
            }

            if (read == 0)
            {
                break;
            }

            at += read;
        }

        return length;
    }
}
