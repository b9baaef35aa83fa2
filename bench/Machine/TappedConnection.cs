using System.Buffers;

namespace TrailWatch.Bench.Machine;

/// <summary>What went over one connection to Redis.</summary>
internal sealed class TappedConnection
{
    private readonly Lock _gate = new();
    private readonly ArrayBufferWriter<byte> _sent = new();
    private readonly RespCounter _commands = new();
    private readonly RespCounter _replies = new();
    private long _unanswered;

    /// <summary>How often something was sent when every answer was in: the trips that wait for one another.</summary>
    public long RoundTrips { get; private set; }

    public long Replies => _replies.Values;

    /// <summary>Where the stream is now, when nobody waits for an answer. A SUBSCRIBE never gets one, only pushes.</summary>
    public TapMark Mark()
    {
        lock (_gate)
        {
            _unanswered = _commands.Values - _replies.Values;
            return new(_sent.WrittenCount, _commands.Values, _replies.Values, RoundTrips, new(_commands.Names));
        }
    }

    /// <summary>All that was sent so far.</summary>
    public byte[] Bytes()
    {
        lock (_gate)
        {
            return _sent.WrittenSpan.ToArray();
        }
    }

    public void Sent(ReadOnlyMemory<byte> bytes)
    {
        lock (_gate)
        {
            RoundTrips += _replies.Values + _unanswered >= _commands.Values ? 1 : 0;
            _sent.Write(bytes.Span);
            _commands.Add(bytes.Span);
        }
    }

    public void Answered(ReadOnlyMemory<byte> bytes)
    {
        lock (_gate)
        {
            _replies.Add(bytes.Span);
        }
    }
}

/// <summary>A place in a connection's stream.</summary>
/// <param name="Bytes">Sent up to here.</param>
/// <param name="Commands">Of them.</param>
/// <param name="Replies">That had come.</param>
/// <param name="RoundTrips">Made.</param>
/// <param name="Names">Commands by name.</param>
internal sealed record TapMark(long Bytes, long Commands, long Replies, long RoundTrips, Dictionary<string, long> Names)
{
    public static TapMark Start { get; } = new(0, 0, 0, 0, []);
}
