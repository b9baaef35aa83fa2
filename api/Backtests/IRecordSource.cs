using TrailWatch.CloudTrail;

namespace TrailWatch.Backtests;

/// <summary>Where a backtest's records come from.</summary>
public interface IRecordSource
{
    /// <summary>As the report names it.</summary>
    string Name { get; }

    /// <summary>Looks through all of it once.</summary>
    /// <exception cref="BacktestFailedException">It cannot be replayed.</exception>
    SourceSurvey Survey(CancellationToken cancellation);

    /// <summary>Its events in order of time, after the survey; memory holds only a part of them.</summary>
    /// <exception cref="BacktestFailedException">It cannot be replayed any further.</exception>
    IEnumerable<CloudTrailEvent> InOrder();
}

/// <summary>What a source holds.</summary>
public sealed class SourceSurvey
{
    private const int MostNotes = 20;

    private readonly List<string> _notes = [];

    public long Received { get; private set; }

    public long Events { get; private set; }

    public long Skipped { get; private set; }

    public long Rejected { get; private set; }

    /// <summary>Of its earliest event, Unix ms.</summary>
    public long First { get; private set; } = long.MaxValue;

    /// <summary>Of its latest event, Unix ms.</summary>
    public long Last { get; private set; } = long.MinValue;

    /// <summary>What could not be read, and why.</summary>
    public IReadOnlyList<string> Notes => _notes;

    public void Add(RecordBatch batch)
    {
        Received += batch.Received;
        Events += batch.Events.Count;
        Skipped += batch.Skipped.Values.Sum();
        Rejected += batch.Rejected.Count;
        foreach (var e in batch.Events)
        {
            First = Math.Min(First, e.Time);
            Last = Math.Max(Last, e.Time);
        }

        if (batch.Rejected is [var first, ..] && !_notes.Exists(n => n.Contains(first.Code, StringComparison.Ordinal)))
        {
            Note($"Some records were rejected, the first of this kind with {first.Code}: {first.Detail}");
        }
    }

    public void Note(string note)
    {
        if (_notes.Count < MostNotes)
        {
            _notes.Add(note);
        }
    }
}
