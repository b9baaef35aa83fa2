namespace TrailWatch.Replay;

/// <summary>
/// Reads every file once, to learn which can be read and from when to when each goes. Nothing but that is kept, so that any number
/// of files can be put in order of time.
/// </summary>
/// <param name="files">In an order that is the same in every run.</param>
/// <param name="pieceBytes">A file of one record a line that is larger than two of these is read in parts.</param>
internal sealed class Survey(IReadOnlyList<LogFile> files, long pieceBytes = Survey.DefaultPieceBytes)
{
    public const long DefaultPieceBytes = 64 << 20;

    private readonly List<Piece> _pieces = [];

    public IReadOnlyList<Piece> Pieces => _pieces;

    /// <summary>Files that cannot be read; of a file in parts, its readable parts are replayed.</summary>
    public List<FileFault> Faults { get; } = [];

    /// <summary>Records met in all files.</summary>
    public long Records { get; private set; }

    /// <param name="read">Told the bytes and files that have been read.</param>
    /// <param name="cancellation">Looked at between files.</param>
    public void Run(Action<long, int> read, CancellationToken cancellation)
    {
        long bytes = 0;
        for (var index = 0; index < files.Count; index++)
        {
            cancellation.ThrowIfCancellationRequested();
            LookAt(files[index], index);
            bytes += files[index].Length;
            read(bytes, index + 1);
        }
    }

    private void LookAt(LogFile file, int index)
    {
        try
        {
            var first = 0;
            foreach (var piece in FilePieces.Of(file, index, pieceBytes))
            {
                first += LookAt(file, piece with { FirstIndex = first });
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Faults.Add(new FileFault(file.Path, "The file cannot be read: " + e.Message));
        }
    }

    private int LookAt(LogFile file, Piece piece)
    {
        try
        {
            using var run = PieceReader.Open(file, piece);
            _pieces.Add(piece with { Records = run.Records, Earliest = run.Earliest, Latest = run.Latest });
            Records += run.Records;
            return run.Records;
        }
        catch (PieceUnreadableException e)
        {
            Faults.Add(new FileFault(file.Path, e.Message));
            return 0;
        }
    }
}
