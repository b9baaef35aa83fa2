using TrailWatch.CloudTrail;

namespace TrailWatch.Replay;

/// <summary>The records of a piece in order of time, read one after the other. What it says is of the record that is next.</summary>
internal interface IRecordRun : IDisposable
{
    /// <summary>Whether there is no next record.</summary>
    bool IsAtEnd { get; }

    /// <summary>Unix milliseconds.</summary>
    long Time { get; }

    /// <summary>Of the record in its piece.</summary>
    int Index { get; }

    /// <summary>Why it cannot be taken; null for a record that has bytes.</summary>
    Rejection? Rejection { get; }

    /// <summary>The record as JSON; good until the next step.</summary>
    ReadOnlySpan<byte> Bytes { get; }

    /// <summary>Bytes of memory that it holds.</summary>
    long InMemory { get; }

    void Advance();
}
