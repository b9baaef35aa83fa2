using TrailWatch.CloudTrail;
using TrailWatch.Memory.Subjects;

namespace TrailWatch.Memory.Calls;

/// <summary>A call that became new to a role, and the event that was the first.</summary>
/// <param name="Call">As the detection keys it.</param>
/// <param name="Time">Unix ms.</param>
/// <param name="Id">Of the first event.</param>
/// <param name="EventSource">Its service.</param>
/// <param name="EventName">Its name.</param>
public sealed record NewCall(string Call, long Time, RecordId Id, string EventSource, string EventName)
{
    internal EventOrigin By { get; init; } = null!;

    /// <summary>Of two events that may have been the first, whether this one comes before the other.</summary>
    internal bool IsBefore(NewCall other) => Time != other.Time ? Time < other.Time : Id < other.Id;
}
