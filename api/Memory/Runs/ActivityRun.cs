using TrailWatch.CloudTrail;

namespace TrailWatch.Memory.Runs;

/// <summary>A stretch of activity without a silence longer than the gap.</summary>
/// <param name="Start">First event's time, Unix ms.</param>
/// <param name="StartId">First event's id; empty where the directory's <c>lastActivity</c> began it.</param>
/// <param name="End">Last event's time, Unix ms.</param>
/// <param name="AtEnd">The last event, as <see cref="RunEnd"/> writes it.</param>
public sealed record ActivityRun(long Start, string StartId, long End, string AtEnd);

/// <summary>The event at the end of a run: id, name and source address, apart by a unit separator.</summary>
public static class RunEnd
{
    public static string Of(CloudTrailEvent e) => Fields.Join(e.EventId, e.EventName, e.SourceIPAddress);

    public static (string? EventName, string? Source) Read(string text)
    {
        var parts = text.Split(Fields.Inner);
        return parts.Length == 3 ? (parts[1], parts[2]) : (null, null);
    }
}
