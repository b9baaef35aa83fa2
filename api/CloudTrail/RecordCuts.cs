using System.Buffers;

namespace TrailWatch.CloudTrail;

/// <summary>
/// Cuts a text into its records without building them: their places and times, so that they can be put in another order and sent
/// on byte by byte. What a record wraps is cut out of its wrapper.
/// </summary>
public sealed class RecordCuts : IRecordLedger
{
    private readonly ReadOnlyMemory<byte> _text;
    private readonly List<RecordCut> _cuts = [];
    private readonly ArrayBufferWriter<byte> _unwrapped = new();

    internal RecordCuts(ReadOnlyMemory<byte> text) => _text = text;

    /// <summary>In the order of the text; their indexes are those that reading it would give.</summary>
    public IReadOnlyList<RecordCut> All => _cuts;

    /// <summary>What could not be taken, by index.</summary>
    public Dictionary<int, Rejection> Rejected { get; } = [];

    public int Received => _cuts.Count;

    /// <summary>The memory of the records that are not the text's own, in bytes.</summary>
    public int UnwrappedBytes => _unwrapped.WrittenCount;

    public ReadOnlySpan<byte> BytesOf(int index)
    {
        var cut = _cuts[index];
        return (cut.Unwrapped ? _unwrapped.WrittenSpan : _text.Span).Slice(cut.Start, cut.Length);
    }

    void IRecordLedger.Take(in RecordDraft draft, ReadOnlySpan<byte> record, ReaderLimits limits) => Cut(draft, record);

    void IRecordLedger.Skip(string reason, in RecordDraft draft, ReadOnlySpan<byte> record) => Cut(draft, record);

    void IRecordLedger.Reject(Fault fault)
    {
        Rejected[Received] = new Rejection(Received, fault.Code, fault.Detail);
        _cuts.Add(default);
    }

    void IRecordLedger.TakeBackRejection()
    {
        _cuts.RemoveAt(_cuts.Count - 1);
        Rejected.Remove(Received);
    }

    private void Cut(in RecordDraft draft, ReadOnlySpan<byte> record)
    {
        var time = RecordVerdict.Time(draft);
        var unwrapped = !_text.Span.Overlaps(record, out var start);
        if (unwrapped)
        {
            start = _unwrapped.WrittenCount;
            _unwrapped.Write(record);
        }

        _cuts.Add(new RecordCut(time.IsGood ? time.UnixMilliseconds : null, start, record.Length, unwrapped));
    }
}
