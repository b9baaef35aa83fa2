namespace TrailWatch.CloudTrail;

/// <summary>A record that could not be taken: its place, a stable code, and a sentence that says what would be right.</summary>
/// <param name="Index">Counted from 0 over all records received.</param>
/// <param name="Code">not-json, not-an-object, not-cloudtrail, no-event-time, bad-event-time, no-event-name, from-the-future, too-large, too-deep, wrapped-too-deep, s3-notification, bad-base64, bad-gzip.</param>
/// <param name="Detail">Never echoes the sender's text.</param>
public sealed record Rejection(int Index, string Code, string Detail);

/// <summary>What one request body held. Received = Events + Skipped + Rejected, always (law 8).</summary>
public sealed class RecordBatch : IRecordLedger
{
    public List<CloudTrailEvent> Events { get; } = [];

    public List<Rejection> Rejected { get; } = [];

    /// <summary>Records that are no activity of an account (Insight events, digests, control messages), by reason.</summary>
    public Dictionary<string, int> Skipped { get; } = new(StringComparer.Ordinal);

    /// <summary>How many records have been met so far; the next record's index.</summary>
    public int Received { get; private set; }

    internal void Add(CloudTrailEvent e)
    {
        Events.Add(e);
        Received++;
    }

    void IRecordLedger.Take(in RecordDraft draft, ReadOnlySpan<byte> record, ReaderLimits limits) =>
        Add(EventBuilder.Build(draft, Received, record, limits));

    void IRecordLedger.Skip(string reason, in RecordDraft draft, ReadOnlySpan<byte> record)
    {
        Skipped[reason] = Skipped.GetValueOrDefault(reason) + 1;
        Received++;
    }

    void IRecordLedger.Reject(Fault fault) =>
        Rejected.Add(new Rejection(Received++, fault.Code, fault.Detail));

    void IRecordLedger.TakeBackRejection()
    {
        Rejected.RemoveAt(Rejected.Count - 1);
        Received--;
    }
}
