namespace TrailWatch.Bench.Load;

/// <summary>Some records in a row as <c>{"Records":[...]}</c>, written piece by piece as it is sent.</summary>
internal readonly record struct Body
{
    private readonly RecordPool _pool;
    private readonly long _first;

    public Body(RecordPool pool, long first, int records)
    {
        (_pool, _first, Records) = (pool, first, records);
        Length = Opening.Length + Closing.Length + records - 1;
        for (var i = 0; i < records; i++)
        {
            Length += pool.LengthOf(first + i);
        }
    }

    public int Records { get; }

    /// <summary>In bytes.</summary>
    public int Length { get; }

    private static ReadOnlySpan<byte> Opening => "{\"Records\":["u8;

    private static ReadOnlySpan<byte> Closing => "]}"u8;

    /// <summary>Writes as many whole records as find room, from record <paramref name="at"/> of this body on.</summary>
    /// <returns>How many bytes that was.</returns>
    public int Write(Span<byte> to, ref int at)
    {
        var written = 0;
        if (at == 0)
        {
            Opening.CopyTo(to);
            written = Opening.Length;
        }

        for (; at < Records && written + 1 + _pool.LengthOf(_first + at) + Closing.Length <= to.Length; at++)
        {
            if (at > 0)
            {
                to[written++] = (byte)',';
            }

            written += _pool.Write(_first + at, to[written..]);
        }

        if (at == Records)
        {
            Closing.CopyTo(to[written..]);
            written += Closing.Length;
        }

        return written;
    }

    public byte[] ToArray()
    {
        // A byte more, for Write leaves room for a comma before the first record too.
        var buffer = new byte[Length + 1];
        var at = 0;
        return buffer[..Write(buffer, ref at)];
    }
}
