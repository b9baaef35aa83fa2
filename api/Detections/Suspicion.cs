using System.Text.Json.Nodes;
using TrailWatch.Findings;
using TrailWatch.Memory;
using TrailWatch.Memory.Windows;

namespace TrailWatch.Detections;

/// <summary>A window that looks wrong, and how to prove it.</summary>
/// <param name="Subject">Whose memory it is; the finding's actor key.</param>
/// <param name="WindowId">What names the window in the finding's id.</param>
/// <param name="Window">Its stretch of time.</param>
/// <param name="Trace">Where its events can be read.</param>
/// <param name="Prove">From the events to the proof; null where they turn out to be harmless.</param>
public sealed record Suspicion(
    string Subject, string WindowId, FindingWindow Window, Trace Trace, Func<WindowRecord, Proof?> Prove)
{
    /// <summary>Whether this batch has an event in the window; else the finding is answered only if it changes.</summary>
    public bool Touched { get; init; } = true;

    /// <summary>Whether the hour was closed before this batch: a stored finding is then answered as it is.</summary>
    public bool Late { get; init; }

    /// <summary>A suspicion about one clock hour.</summary>
    public static Suspicion OfHour(string subject, long hour, Trace trace, Func<WindowRecord, Proof?> prove)
    {
        var start = DateTimeOffset.FromUnixTimeMilliseconds(hour * Clock.HourMs).UtcDateTime;
        return new(subject, hour.ToString(System.Globalization.CultureInfo.InvariantCulture), new(start, start.AddHours(1)), trace, prove);
    }
}

/// <summary>What a detection adds to the events of the window.</summary>
/// <param name="Why">One sentence with the numbers in it.</param>
/// <param name="Evidence">The detection's own fields.</param>
/// <param name="Severity">How bad it is.</param>
public sealed record Proof(string Why, JsonObject Evidence, Severity Severity)
{
    /// <summary>What only grows as more events of the window come; absent: the number of events.</summary>
    public long? Weight { get; init; }
}
