using System.Buffers.Binary;
using System.Text;
using CommunityToolkit.HighPerformance.Buffers;

namespace TrailWatch.Memory.Log;

/// <summary>Writes numbers and texts into the bytes of a memory; <see cref="LogReader"/> reads them back.</summary>
internal sealed class LogWriter : IDisposable
{
    private const int LongestNumber = 10;
    private readonly ArrayPoolBufferWriter<byte> _bytes = new(4096);

    public int Length => _bytes.WrittenCount;

    public ReadOnlyMemory<byte> Written(int from) => _bytes.WrittenMemory[from..];

    public void Byte(byte value)
    {
        _bytes.GetSpan(1)[0] = value;
        _bytes.Advance(1);
    }

    /// <summary>A number that is not negative, seven bits a byte.</summary>
    public void Number(long value)
    {
        var span = _bytes.GetSpan(LongestNumber);
        var left = (ulong)value;
        var at = 0;
        for (; left >= 0x80; left >>= 7)
        {
            span[at++] = (byte)(left | 0x80);
        }

        span[at++] = (byte)left;
        _bytes.Advance(at);
    }

    /// <summary>A number of either sign; small ones of both take little room.</summary>
    public void Signed(long value) => Number((value << 1) ^ (value >> 63));

    public void Real(double value)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(_bytes.GetSpan(8), value);
        _bytes.Advance(8);
    }

    public void Text(string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        Number(length);
        Encoding.UTF8.GetBytes(text, _bytes.GetSpan(length + 1));
        _bytes.Advance(length);
    }

    public void Uuid(UInt128 id)
    {
        BinaryPrimitives.WriteUInt128LittleEndian(_bytes.GetSpan(16), id);
        _bytes.Advance(16);
    }

    /// <summary>Eight bytes that no other end of a log has: whoever knows them and the length knows all that stands before.</summary>
    public long End()
    {
        var end = Random.Shared.NextInt64();
        BinaryPrimitives.WriteInt64LittleEndian(_bytes.GetSpan(8), end);
        _bytes.Advance(8);
        return end;
    }

    public void Dispose() => _bytes.Dispose();
}
