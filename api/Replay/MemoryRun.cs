using TrailWatch.Bytes;
using TrailWatch.CloudTrail;

namespace TrailWatch.Replay;

/// <summary>A piece in memory, sorted.</summary>
internal sealed class MemoryRun : IRecordRun
{
    /// <summary>Where the records of a file stand in which none has a time.</summary>
    public const long Timeless = 0;

    private const int BytesOfIndex = 48;

    private readonly PooledBytes _text;
    private readonly RecordCuts? _cuts;
    private readonly (long Time, int Index)[] _order;
    private int _next;

    /// <param name="text">Becomes this object's.</param>
    /// <param name="cuts">Null where the text is empty.</param>
    public MemoryRun(PooledBytes text, RecordCuts? cuts)
    {
        (_text, _cuts) = (text, cuts);
        _order = InOrder(cuts?.All ?? []);
    }

    public int Records => _order.Length;

    public long Earliest => _order.Length > 0 ? _order[0].Time : long.MaxValue;

    public long Latest => _order.Length > 0 ? _order[^1].Time : long.MinValue;

    public bool IsAtEnd => _next == _order.Length;

    public long Time => _order[_next].Time;

    public int Index => _order[_next].Index;

    public Rejection? Rejection => _cuts!.Rejected.GetValueOrDefault(Index);

    public ReadOnlySpan<byte> Bytes => _cuts!.BytesOf(Index);

    public long InMemory => _text.Length + (_cuts?.UnwrappedBytes ?? 0) + (BytesOfIndex * (long)_order.Length);

    public void Advance() => _next++;

    public void Dispose() => _text.Dispose();

    /// <summary>A record without a time stays behind the one before it, or before the first that has one.</summary>
    private static (long Time, int Index)[] InOrder(IReadOnlyList<RecordCut> cuts)
    {
        var order = new (long Time, int Index)[cuts.Count];
        var time = cuts.FirstOrDefault(c => c.Time is not null).Time ?? Timeless;
        for (var i = 0; i < order.Length; i++)
        {
            time = cuts[i].Time ?? time;
            order[i] = (time, i);
        }

        Array.Sort(order);
        return order;
    }
}
