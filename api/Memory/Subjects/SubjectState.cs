using TrailWatch.Memory.Calls;
using TrailWatch.Memory.Habits;
using TrailWatch.Memory.Runs;
using TrailWatch.Memory.Tally;

namespace TrailWatch.Memory.Subjects;

/// <summary>
/// What is remembered of one subject: what its log says, read from the first byte to the last. Whoever reads the same log has the same
/// state; it changes only by what has been written to the log.
/// </summary>
internal sealed class SubjectState(string subject)
{
    public string Subject { get; } = subject;

    public SubjectTables Tables { get; } = new();

    /// <summary>The first event's time, Unix ms; null of somebody who has a baseline from a lookup and has done nothing yet.</summary>
    public long? First { get; set; }

    /// <summary>The newest event's time, Unix ms.</summary>
    public long? Newest { get; set; }

    public TallyBook Tally { get; } = new();

    public RunLog Runs { get; } = new();

    /// <summary>Access keys whose runs are kept, those used last; a user has two at a time.</summary>
    public const int MostKeys = 50;

    /// <summary>By long-term access key.</summary>
    public Dictionary<string, RunLog> KeyRuns { get; } = new(StringComparer.Ordinal);

    public HabitRecord Habits { get; } = new();

    public CallBook Calls { get; } = new();

    /// <summary>Where the log ends.</summary>
    public LogEnd End { get; set; } = LogEnd.None;

    /// <summary>Whether anything is remembered at all.</summary>
    public bool IsEmpty => End.Count == 0;

    /// <summary>Whether it has a tally: events of its own, or a baseline that was imported.</summary>
    public bool HasTally => First is not null || Tally.Baselines.Count > 0;

    public bool Knows(Sighting sighting)
    {
        if (Tally.Find(sighting.Hour) is not { } hour)
        {
            return false;
        }

        var id = sighting.Event.Id;
        return id.Text is null ? hour.Knows(id.Uuid, MaskOf(sighting))
            : Tables.Texts.Find(id.Text) is >= 0 and var number && hour.Knows((UInt128)number, MaskOf(sighting) | Told.IdIsText);
    }

    /// <summary>What an event is told for, as its hour keeps it.</summary>
    public static uint MaskOf(Sighting sighting) =>
        sighting.Labels | (sighting.IsActivity ? Told.Activity : 0) | (sighting.IsCall ? Told.Call : 0);
}

/// <summary>
/// Where a log ends: who knows it and finds it unchanged knows everything before.
/// </summary>
/// <param name="Count">Elements of the list that is the log.</param>
/// <param name="Length">Bytes of the log.</param>
/// <param name="Mark">Its last eight bytes, which no other end has.</param>
/// <param name="Snapshot">Bytes of the snapshot that the log begins with.</param>
internal readonly record struct LogEnd(int Count, long Length, long Mark, long Snapshot)
{
    public const int MarkBytes = 8;

    public static LogEnd None => default;

    /// <summary>Whether so much stands behind the snapshot that a new one pays.</summary>
    public bool WantsSnapshot => Length - Snapshot > Math.Max(Snapshot, 2_048L);
}
