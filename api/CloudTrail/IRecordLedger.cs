namespace TrailWatch.CloudTrail;

/// <summary>Takes down what became of each record that the walk meets, in the order of the text.</summary>
internal interface IRecordLedger
{
    /// <summary>How many records have been met so far; the next record's index.</summary>
    int Received { get; }

    void Take(in RecordDraft draft, ReadOnlySpan<byte> record, ReaderLimits limits);

    void Skip(string reason, in RecordDraft draft, ReadOnlySpan<byte> record);

    void Reject(Fault fault);

    /// <summary>Takes back the rejection that was the last thing to be received.</summary>
    void TakeBackRejection();
}
