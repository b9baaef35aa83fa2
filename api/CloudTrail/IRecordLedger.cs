namespace TrailWatch.CloudTrail;

/// <summary>Takes down what became of each record that the walk meets, in the order of the text.</summary>
internal interface IRecordLedger
{
    /// <summary>How many records have been met so far; the next record's index.</summary>
    int Received { get; }

    void Take(in RecordDraft draft, ReadOnlySpan<byte> record, Place place, ReaderLimits limits);

    void Skip(string reason, in RecordDraft draft, ReadOnlySpan<byte> record, Place place);

    /// <param name="item">Empty where nothing whole is to blame: a stretch that is no JSON, or one of several things in an object.</param>
    void Reject(Fault fault, ReadOnlySpan<byte> item, Place place);

    /// <summary>Takes back the rejection that was the last thing to be received.</summary>
    void TakeBackRejection();
}
