namespace TrailWatch.Replay;

/// <summary>A file, or a run of whole lines of a very large one: what is read into memory at one go.</summary>
/// <param name="File">Index among the files.</param>
/// <param name="Number">Counted from 0 within the file.</param>
/// <param name="Offset">Where it starts in the file.</param>
/// <param name="Length">Bytes of the file.</param>
internal sealed record Piece(int File, int Number, long Offset, long Length)
{
    /// <summary>The index in the file of its first record.</summary>
    public int FirstIndex { get; init; }

    public int Records { get; init; }

    /// <summary>Unix milliseconds of its earliest record.</summary>
    public long Earliest { get; init; }

    /// <summary>Unix milliseconds of its latest record.</summary>
    public long Latest { get; init; }
}
