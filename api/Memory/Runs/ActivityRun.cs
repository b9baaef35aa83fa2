using TrailWatch.CloudTrail;

namespace TrailWatch.Memory.Runs;

/// <summary>A stretch of activity without a silence longer than the gap.</summary>
/// <param name="Start">First event's time, Unix ms.</param>
/// <param name="StartId">First event's id; null where the directory's <c>lastActivity</c> began it.</param>
/// <param name="End">Last event's time, Unix ms.</param>
/// <param name="AtEnd">The last event.</param>
public readonly record struct ActivityRun(long Start, RecordId? StartId, long End, RunEnd AtEnd);

/// <summary>The event at the end of a run.</summary>
/// <param name="Id">Null where the directory's <c>lastActivity</c> is the end.</param>
/// <param name="EventName">Its name.</param>
/// <param name="Source">Its source address.</param>
public readonly record struct RunEnd(RecordId? Id, string? EventName, string? Source) : IComparable<RunEnd>
{
    public int CompareTo(RunEnd other)
    {
        var byId = Ids.Compare(Id, other.Id);
        var byName = byId != 0 ? byId : string.CompareOrdinal(EventName, other.EventName);
        return byName != 0 ? byName : string.CompareOrdinal(Source, other.Source);
    }

    public static bool operator <(RunEnd one, RunEnd other) => one.CompareTo(other) < 0;

    public static bool operator >(RunEnd one, RunEnd other) => one.CompareTo(other) > 0;

    public static bool operator <=(RunEnd one, RunEnd other) => one.CompareTo(other) <= 0;

    public static bool operator >=(RunEnd one, RunEnd other) => one.CompareTo(other) >= 0;
}

/// <summary>Ids that may lack; one that does comes before all others.</summary>
internal static class Ids
{
    public static int Compare(RecordId? one, RecordId? other) => (one, other) switch
    {
        ({ } a, { } b) => a.CompareTo(b),
        (null, null) => 0,
        (null, _) => -1,
        _ => 1,
    };
}
