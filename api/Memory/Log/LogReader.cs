using System.Buffers.Binary;
using System.Text;
using TrailWatch.CloudTrail;

namespace TrailWatch.Memory.Log;

/// <summary>Reads what <see cref="LogWriter"/> wrote.</summary>
/// <exception cref="InvalidDataException">The bytes end too early, or are none of ours.</exception>
internal ref struct LogReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    public int Position { get; private set; }

    public readonly bool IsAtEnd => Position == _bytes.Length;

    public byte Byte() => Take(1)[0];

    public long Number()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var part = Byte();
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return (long)value;
            }
        }

        throw new InvalidDataException("A number in the memory has no end.");
    }

    public int Count() => checked((int)Number());

    public long Signed()
    {
        var value = Number();
        return (long)((ulong)value >> 1) ^ -(value & 1);
    }

    public double Real() => BinaryPrimitives.ReadDoubleLittleEndian(Take(8));

    public string Text() => Encoding.UTF8.GetString(Take(Count()));

    public RecordId Uuid() => RecordId.OfUuid(BinaryPrimitives.ReadUInt128LittleEndian(Take(16)));

    public long End() => BinaryPrimitives.ReadInt64LittleEndian(Take(8));

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count < 0 || count > _bytes.Length - Position)
        {
            throw new InvalidDataException("The memory ends in the middle of what it says.");
        }

        var taken = _bytes.Slice(Position, count);
        Position += count;
        return taken;
    }
}
