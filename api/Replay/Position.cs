namespace TrailWatch.Replay;

/// <summary>Where a record stands in the order of a replay. No two records stand at the same place, and the order is the same in every run.</summary>
/// <param name="Time">Unix milliseconds.</param>
/// <param name="File">Index among the files.</param>
/// <param name="Piece">Number of the piece in the file.</param>
/// <param name="Index">Of the record in the piece.</param>
internal readonly record struct Position(long Time, int File, int Piece, int Index) : IComparable<Position>
{
    /// <summary>Before every record.</summary>
    public static readonly Position Start = new(long.MinValue, -1, -1, -1);

    public int CompareTo(Position other) =>
        Time != other.Time ? Time.CompareTo(other.Time)
        : File != other.File ? File.CompareTo(other.File)
        : Piece != other.Piece ? Piece.CompareTo(other.Piece)
        : Index.CompareTo(other.Index);
}
