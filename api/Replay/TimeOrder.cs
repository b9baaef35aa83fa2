namespace TrailWatch.Replay;

/// <summary>
/// Merges the records of all pieces into one stream in order of time. A piece is opened when the stream has come to its earliest
/// record and let go of after its latest, so memory holds only what overlaps in time; beyond the budget the largest pieces wait
/// in a file.
/// </summary>
internal sealed class TimeOrder : IDisposable
{
    /// <summary>Bytes of log that lie in memory at once.</summary>
    public const long DefaultBudget = 256 << 20;

    private readonly IReadOnlyList<LogFile> _files;
    private readonly Position _after;
    private readonly long _budget;
    private readonly SpillFile _spill = new();
    private readonly PriorityQueue<Piece, Position> _closed = new();
    private readonly PriorityQueue<OpenPiece, Position> _open = new();
    private readonly int[] _piecesLeft;
    private long _inMemory;

    /// <param name="files">Those that the pieces count by.</param>
    /// <param name="pieces">With the times that the survey found.</param>
    /// <param name="after">Records up to here, this place included, were replayed before.</param>
    /// <param name="budget">Bytes of log that may lie in memory at once; a single piece may exceed it.</param>
    public TimeOrder(IReadOnlyList<LogFile> files, IReadOnlyList<Piece> pieces, Position after, long budget = DefaultBudget)
    {
        (_files, _after, _budget) = (files, after, budget);
        _piecesLeft = new int[files.Count];
        foreach (var piece in pieces)
        {
            _piecesLeft[piece.File]++;
        }

        foreach (var piece in pieces)
        {
            if (piece.Records == 0 || piece.Latest < after.Time)
            {
                Finish(piece);
                continue;
            }

            _closed.Enqueue(piece, new Position(piece.Earliest, piece.File, piece.Number, -1));
        }
    }

    /// <summary>Files, or pieces of them, that could not be read again, or are not what they were when they were surveyed.</summary>
    public List<FileFault> Faults { get; } = [];

    /// <summary>Files that have been read to their end.</summary>
    public int FinishedFiles { get; private set; }

    /// <summary>Bytes that lie in the spill file now.</summary>
    public long Spilled => _spill.Length;

    /// <summary>The piece whose record is next; null at the end. It advances with <see cref="Advance"/> only.</summary>
    public OpenPiece? Next()
    {
        while (_closed.TryPeek(out var piece, out var earliest)
            && (!_open.TryPeek(out _, out var next) || earliest.CompareTo(next) < 0))
        {
            _closed.Dequeue();
            Open(piece);
        }

        return _open.TryPeek(out var open, out _) ? open : null;
    }

    /// <summary>Goes on to the record after the one that <see cref="Next"/> gave.</summary>
    public void Advance()
    {
        var piece = _open.Peek();
        piece.Run.Advance();
        if (piece.Run.IsAtEnd)
        {
            _open.Dequeue();
            Close(piece);
        }
        else
        {
            _open.DequeueEnqueue(piece, piece.Next);
        }
    }

    public void Dispose()
    {
        foreach (var (piece, _) in _open.UnorderedItems)
        {
            piece.Run.Dispose();
        }

        _open.Clear();
        _spill.Dispose();
    }

    private void Open(Piece piece)
    {
        var file = _files[piece.File];
        OpenPiece open;
        try
        {
            open = new OpenPiece(piece, PieceReader.Open(file, piece));
        }
        catch (PieceUnreadableException e)
        {
            Faults.Add(new FileFault(file.Path, $"{e.Message} It could be read at first; {piece.Records} of its records were not replayed."));
            Finish(piece);
            return;
        }

        if (!file.IsAsItWas())
        {
            Faults.Add(new FileFault(file.Path, "The file was changed during the replay: replay it again."));
        }

        while (!open.Run.IsAtEnd && open.Next.CompareTo(_after) <= 0)
        {
            open.Run.Advance();
        }

        _inMemory += open.Run.InMemory;
        if (open.Run.IsAtEnd)
        {
            Close(open);
            return;
        }

        _open.Enqueue(open, open.Next);
        SpillBeyondBudget();
    }

    private void SpillBeyondBudget()
    {
        while (_inMemory > _budget && _open.UnorderedItems.Select(i => i.Element).Where(p => p.Run is MemoryRun).ToList() is { Count: > 1 } open)
        {
            var largest = open.MaxBy(p => p.Run.InMemory)!;
            _inMemory -= largest.Run.InMemory;
            largest.SpillTo(_spill);
            _inMemory += largest.Run.InMemory;
        }
    }

    private void Close(OpenPiece open)
    {
        _inMemory -= open.Run.InMemory;
        open.Run.Dispose();
        Finish(open.Piece);
    }

    private void Finish(Piece piece) => FinishedFiles += --_piecesLeft[piece.File] == 0 ? 1 : 0;
}
