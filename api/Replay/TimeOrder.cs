namespace TrailWatch.Replay;

/// <summary>
/// Merges the records of all pieces into one stream in order of time. A piece is opened when the stream has come to its earliest
/// record and let go of after its latest, so memory holds only what overlaps in time; beyond the budget the largest pieces wait
/// in a file.
/// </summary>
internal sealed class TimeOrder : IDisposable
{
    private readonly IReadOnlyList<LogFile> _files;
    private readonly Position _after;
    private readonly long _budget;
    private readonly SpillFile _spill = new();
    private readonly PriorityQueue<Piece, Position> _closed = new();
    private readonly PriorityQueue<OpenPiece, Position> _open = new();
    private long _inMemory;

    /// <param name="files">Those that the pieces count by.</param>
    /// <param name="pieces">With the times that the survey found.</param>
    /// <param name="after">Records up to here, this place included, were replayed before.</param>
    /// <param name="budget">Bytes of log that may lie in memory at once; a single piece may exceed it.</param>
    public TimeOrder(IReadOnlyList<LogFile> files, IEnumerable<Piece> pieces, Position after, long budget = 256 << 20)
    {
        (_files, _after, _budget) = (files, after, budget);
        foreach (var piece in pieces.Where(p => p.Records > 0))
        {
            if (piece.Latest < after.Time)
            {
                Finished++;
                continue;
            }

            _closed.Enqueue(piece, new Position(piece.Earliest, piece.File, piece.Number, -1));
        }
    }

    /// <summary>Files, or pieces of them, that could not be read again, or are not what they were when they were surveyed.</summary>
    public List<FileFault> Faults { get; } = [];

    /// <summary>Pieces that have been read to their end.</summary>
    public int Finished { get; private set; }

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
        var piece = _open.Dequeue();
        piece.Advance();
        if (piece.IsAtEnd)
        {
            Close(piece);
        }
        else
        {
            _open.Enqueue(piece, piece.Next);
        }
    }

    public void Dispose()
    {
        foreach (var (piece, _) in _open.UnorderedItems)
        {
            piece.Dispose();
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
            open = PieceReader.Open(file, piece);
        }
        catch (PieceUnreadableException e)
        {
            Faults.Add(new FileFault(file.Path, $"{e.Message} It could be read at first; {piece.Records} of its records were not replayed."));
            Finished++;
            return;
        }

        if (!file.IsAsItWas())
        {
            Faults.Add(new FileFault(file.Path, "The file was changed during the replay: replay it again."));
        }

        while (!open.IsAtEnd && open.Next.CompareTo(_after) <= 0)
        {
            open.Advance();
        }

        _inMemory += open.InMemory;
        if (open.IsAtEnd)
        {
            Close(open);
            return;
        }

        _open.Enqueue(open, open.Next);
        while (_inMemory > _budget && _open.Count > 1)
        {
            var largest = _open.UnorderedItems.MaxBy(item => item.Element.InMemory).Element;
            _inMemory -= largest.InMemory;
            largest.SpillTo(_spill);
        }
    }

    private void Close(OpenPiece piece)
    {
        _inMemory -= piece.InMemory;
        piece.Dispose();
        Finished++;
    }
}
