namespace TrailWatch.Replay;

/// <summary>A piece that the stream has come to, and how far it has been read.</summary>
internal sealed class OpenPiece(Piece piece, IRecordRun run)
{
    public Piece Piece => piece;

    /// <summary>In memory, or in the spill file where memory was short.</summary>
    public IRecordRun Run { get; private set; } = run;

    /// <summary>Where the record stands that is next.</summary>
    public Position Next => new(Run.Time, piece.File, piece.Number, Run.Index);

    public void SpillTo(SpillFile file) => Run = file.Write(Run);
}
