using TrailWatch.Detections;
using TrailWatch.Memory.History;
using TrailWatch.Memory.Tally;

namespace TrailWatch.Http;

/// <summary>30 days of an actor's hours against its baseline.</summary>
/// <param name="Actor">The actor's key.</param>
/// <param name="Detection">Whose count it is.</param>
/// <param name="Profile">By which the detection judges now.</param>
/// <param name="Summary">All of it in two sentences.</param>
/// <param name="From">Start of the 30 days.</param>
/// <param name="To">End of the hour of the actor's newest event.</param>
/// <param name="MinimumPoints">Active hours that a baseline needs before it judges.</param>
/// <param name="Baseline">What the next hour is held against.</param>
/// <param name="Spikes">How many of the hours were spikes.</param>
/// <param name="Hours">The hours with calls, in order of time; in all others there were none.</param>
public sealed record TimelineAnswer(
    string Actor, string Detection, string Profile, string Summary, DateTime From, DateTime To, int MinimumPoints, TimelineBaseline Baseline,
    int Spikes, IReadOnlyList<TimelineHour> Hours)
{
    internal static TimelineAnswer Of(string actor, ISpikeDetection detection, Timeline timeline) => new(
        actor,
        detection.Info.Id,
        detection.Profile,
        TimelineSummary.Of(timeline, detection.Settings, detection.Calls),
        Start(timeline.From),
        Start(timeline.To),
        detection.Settings.MinimumPoints,
        TimelineBaseline.Of(timeline.Next, detection.Settings),
        timeline.Spikes.Count(),
        [.. timeline.Hours.Select(h => new TimelineHour(Start(h.Hour), h.Count, h.Mean, h.Threshold, h.IsSpike, h.IsOpen))]);

    private static DateTime Start(long hour) => DateTimeOffset.UnixEpoch.AddHours(hour).UtcDateTime;
}

/// <summary>A baseline as it is now, with the hours that are still open counted in.</summary>
/// <param name="Points">Active hours in it.</param>
/// <param name="Mean">Calls in an active hour; null where nothing is known.</param>
/// <param name="StandardDeviation">Of the same.</param>
/// <param name="Threshold">The count above which the next hour is a spike; null while there are too few active hours to say.</param>
public sealed record TimelineBaseline(long Points, double? Mean, double? StandardDeviation, double? Threshold)
{
    internal static TimelineBaseline Of(SpikeBaseline next, SpikeSettings settings) => next.Points is > 0
        ? new((long)next.Points, next.Mean, next.StandardDeviation, next.CanJudge(settings) ? next.NextThreshold(settings) : null)
        : new(0, null, null, null);
}

/// <summary>One active hour against the baseline that held then.</summary>
/// <param name="Hour">Its start.</param>
/// <param name="Count">Calls in it.</param>
/// <param name="Mean">Calls in an active hour as of then, to seven digits; null where nothing was known.</param>
/// <param name="Threshold">The count above which it was a spike, to seven digits; null while there were too few active hours to say.</param>
/// <param name="Spike">Whether it was one.</param>
/// <param name="Open">Whether events of it may still come and change these numbers.</param>
public sealed record TimelineHour(DateTime Hour, long Count, double? Mean, double? Threshold, bool Spike, bool Open);
