namespace TrailWatch.CloudTrail;

/// <summary>
/// Cuts a text into its records without building them: their places and times, so that they can be put in another order and sent
/// on byte by byte. What a record wraps is cut out of its wrapper.
/// </summary>
public sealed class RecordCuts : IRecordLedger
{
    private readonly ReadOnlyMemory<byte> _text;
    private readonly List<RecordCut> _cuts = [];
    private readonly MemoryStream _unwrapped = new();

    internal RecordCuts(ReadOnlyMemory<byte> text) => _text = text;

    /// <summary>In the order of the text; their indexes are those that <see cref="CloudTrailReader.TryRead"/> would give.</summary>
    public IReadOnlyList<RecordCut> All => _cuts;

    /// <summary>Why those without bytes could not be taken, by index.</summary>
    public Dictionary<int, Rejection> Unreadable { get; } = [];

    public int Received => _cuts.Count;

    /// <summary>The bytes of the records that are not the text's own.</summary>
    public ReadOnlyMemory<byte> UnwrappedBytes => _unwrapped.GetBuffer().AsMemory(0, (int)_unwrapped.Length);

    /// <summary>Lets go of those bytes; the places stay.</summary>
    public void ReleaseUnwrapped()
    {
        _unwrapped.SetLength(0);
        _unwrapped.Capacity = 0;
    }

    void IRecordLedger.Take(in RecordDraft draft, ReadOnlySpan<byte> record, Place place, ReaderLimits limits) => Cut(draft, record, place);

    void IRecordLedger.Skip(string reason, in RecordDraft draft, ReadOnlySpan<byte> record, Place place) => Cut(draft, record, place);

    void IRecordLedger.Reject(Fault fault, ReadOnlySpan<byte> item, Place place)
    {
        if (item.IsEmpty)
        {
            Unreadable[Received] = new Rejection(Received, fault.Code, fault.Detail);
        }

        // A value that is no object would not be seen inside a wrapper.
        Cut(null, item, item.StartsWith("{"u8) ? place : default);
    }

    void IRecordLedger.TakeBackRejection()
    {
        _cuts.RemoveAt(_cuts.Count - 1);
        Unreadable.Remove(Received);
    }

    private void Cut(in RecordDraft draft, ReadOnlySpan<byte> record, Place place)
    {
        var time = RecordVerdict.Time(draft);
        Cut(time.IsGood ? time.UnixMilliseconds : null, record, place);
    }

    private void Cut(long? time, ReadOnlySpan<byte> record, Place place)
    {
        var unwrapped = !_text.Span.Overlaps(record, out var start);
        if (unwrapped)
        {
            start = (int)_unwrapped.Length;
            _unwrapped.Write(record);
        }

        _cuts.Add(new RecordCut(time, start, record.Length, unwrapped, (byte)place.Wrappings));
    }
}
