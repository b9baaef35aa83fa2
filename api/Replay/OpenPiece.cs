using TrailWatch.CloudTrail;
using TrailWatch.Http;

namespace TrailWatch.Replay;

/// <summary>The records of a piece in order of time, in memory or, where that is short, in the spill file.</summary>
internal sealed class OpenPiece : IDisposable
{
    private readonly Piece _piece;
    private readonly RecordCuts? _cuts;
    private readonly (long Time, int Index)[] _order;
    private PooledBytes? _bytes;
    private Spill? _spill;
    private int _next;

    public OpenPiece(Piece piece, RecordCuts? cuts, PooledBytes bytes)
    {
        _piece = piece;
        _cuts = cuts;
        _bytes = bytes;
        _order = InOrder(cuts?.All ?? []);
    }

    public int Records => _order.Length;

    public long Earliest => _order.Length > 0 ? _order[0].Time : long.MaxValue;

    public long Latest => _order.Length > 0 ? _order[^1].Time : long.MinValue;

    public bool IsAtEnd => _next == _order.Length;

    /// <summary>Bytes of memory that spilling would give back.</summary>
    public long InMemory => _bytes is null ? 0 : _bytes.Length + (_cuts?.UnwrappedBytes.Length ?? 0L);

    /// <summary>Where the record stands that is next.</summary>
    public Position Next => new(_order[_next].Time, _piece.File, _piece.Number, _order[_next].Index);

    public int IndexInFile => _piece.FirstIndex + _order[_next].Index;

    public RecordCut Cut => _cuts!.All[_order[_next].Index];

    /// <summary>Null for a record that has bytes.</summary>
    public Rejection? Unreadable => _cuts!.Unreadable.GetValueOrDefault(_order[_next].Index);

    public void Advance() => _next++;

    /// <summary>Copies the bytes of the record that is next.</summary>
    public void CopyTo(Span<byte> target)
    {
        var cut = Cut;
        if (_spill is not null)
        {
            _spill.Read(cut.Start, cut.Unwrapped, target[..cut.Length]);
            return;
        }

        var source = cut.Unwrapped ? _cuts!.UnwrappedBytes.Span : _bytes!.Span;
        source.Slice(cut.Start, cut.Length).CopyTo(target);
    }

    public void SpillTo(SpillFile file)
    {
        _spill = file.Write(_bytes!.Span, _cuts is null ? default : _cuts.UnwrappedBytes.Span);
        _cuts?.ReleaseUnwrapped();
        _bytes!.Dispose();
        _bytes = null;
    }

    public void Dispose()
    {
        _bytes?.Dispose();
        _bytes = null;
        _spill?.Dispose();
        _spill = null;
    }

    /// <summary>A record without a time stays behind the one before it, or before the first that has one.</summary>
    private static (long Time, int Index)[] InOrder(IReadOnlyList<RecordCut> cuts)
    {
        var order = new (long Time, int Index)[cuts.Count];
        var time = cuts.FirstOrDefault(c => c.Time is not null).Time ?? 0;
        for (var i = 0; i < order.Length; i++)
        {
            time = cuts[i].Time ?? time;
            order[i] = (time, i);
        }

        Array.Sort(order);
        return order;
    }
}
