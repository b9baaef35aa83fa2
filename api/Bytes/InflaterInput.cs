namespace TrailWatch.Bytes;

/// <summary>
/// Feeds an inflater from memory and knows which piece was the last; the pieces grow, for most members of many are short.
/// </summary>
internal sealed class InflaterInput(ReadOnlyMemory<byte> bytes) : Stream
{
    private const int Largest = 1 << 20;
    private int _next = 512;

    /// <summary>Where the piece that was handed out last begins.</summary>
    public int LastPiece { get; private set; }

    /// <summary>Where it ends.</summary>
    public int Taken { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        var count = Math.Min(Math.Min(buffer.Length, _next), bytes.Length - Taken);
        if (count > 0)
        {
            bytes.Span.Slice(Taken, count).CopyTo(buffer);
            LastPiece = Taken;
            Taken += count;
            _next = Math.Min(_next * 2, Largest);
        }

        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
