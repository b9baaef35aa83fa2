using System.Buffers.Binary;
using System.Text;
using TrailWatch.CloudTrail;

namespace TrailWatch.Replay;

/// <summary>A sorted piece that waits in the spill file; memory holds a small part of it.</summary>
internal sealed class SpilledRun : IRecordRun
{
    /// <summary>Time, index, length, and whether what follows is a rejection.</summary>
    public const int HeaderLength = 8 + 4 + 4 + 1;

    private const int FirstBuffer = 1 << 15;

    private readonly SpillFile _file;
    private readonly long _end;
    private byte[] _buffer = new byte[FirstBuffer];
    private long _offset;
    private int _start;
    private int _count;
    private int _length;

    public SpilledRun(SpillFile file, long start, long end)
    {
        (_file, _offset, _end) = (file, start, end);
        Advance();
    }

    public bool IsAtEnd { get; private set; }

    public long Time { get; private set; }

    public int Index { get; private set; }

    public Rejection? Rejection { get; private set; }

    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(_start - _length, _length);

    public long InMemory => FirstBuffer;

    public static int WriteHeader(IRecordRun record, int length, Span<byte> target)
    {
        BinaryPrimitives.WriteInt64LittleEndian(target, record.Time);
        BinaryPrimitives.WriteInt32LittleEndian(target[8..], record.Index);
        BinaryPrimitives.WriteInt32LittleEndian(target[12..], length);
        target[16] = record.Rejection is null ? (byte)0 : (byte)1;
        return HeaderLength;
    }

    public static byte[] ToBytes(Rejection rejection) => Encoding.UTF8.GetBytes($"{rejection.Code}\n{rejection.Detail}");

    public void Advance()
    {
        if (_offset == _end && _count == 0)
        {
            IsAtEnd = true;
            return;
        }

        var header = Take(HeaderLength);
        Time = BinaryPrimitives.ReadInt64LittleEndian(header);
        Index = BinaryPrimitives.ReadInt32LittleEndian(header[8..]);
        _length = BinaryPrimitives.ReadInt32LittleEndian(header[12..]);
        var rejected = header[16] != 0;
        var content = Take(_length);
        Rejection = rejected ? ToRejection(Encoding.UTF8.GetString(content)) : null;
    }

    public void Dispose() => _file.Release();

    private Rejection ToRejection(string text) => new(Index, text[..text.IndexOf('\n')], text[(text.IndexOf('\n') + 1)..]);

    private ReadOnlySpan<byte> Take(int length)
    {
        if (_count < length)
        {
            var larger = length > _buffer.Length ? new byte[length] : _buffer;
            _buffer.AsSpan(_start, _count).CopyTo(larger);
            (_buffer, _start) = (larger, 0);
            while (_count < length)
            {
                var read = _file.Read(_offset, _buffer.AsSpan(_count, (int)Math.Min(_buffer.Length - _count, _end - _offset)));
                _offset += read;
                _count += read;
            }
        }

        _start += length;
        _count -= length;
        return _buffer.AsSpan(_start - length, length);
    }
}
