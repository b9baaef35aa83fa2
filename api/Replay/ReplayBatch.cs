using TrailWatch.Bytes;
using TrailWatch.CloudTrail;

namespace TrailWatch.Replay;

/// <summary>Records that are sent at one go, and where each came from.</summary>
/// <param name="Body">One record after the other, each followed by a line end.</param>
/// <param name="Origins">File and index in it of each record in the body.</param>
/// <param name="Unreadable">What stood between them and could not be taken.</param>
/// <param name="Last">Where the last record stands that is accounted for by this batch.</param>
/// <param name="FinishedFiles">How many files have been read to their end by now.</param>
internal sealed record ReplayBatch(
    PooledBytes Body, IReadOnlyList<RecordOrigin> Origins, IReadOnlyList<UnreadableRecord> Unreadable, Position Last, int FinishedFiles) : IDisposable
{
    /// <summary>Unix milliseconds of the first and the last record in the body; null where there is none.</summary>
    public (long Earliest, long Latest)? Span { get; init; }

    public int Records => Origins.Count + Unreadable.Count;

    public void Dispose() => Body.Dispose();
}

/// <param name="File">Index among the files.</param>
/// <param name="Index">Of the record in the file, from 0.</param>
internal readonly record struct RecordOrigin(int File, int Index);

internal sealed record UnreadableRecord(RecordOrigin Origin, Rejection Why);
