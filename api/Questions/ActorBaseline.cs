using TrailWatch.Coverage;
using TrailWatch.Detections;
using TrailWatch.Memory;
using TrailWatch.Memory.Tally;

namespace TrailWatch.Questions;

/// <summary>An actor's baseline of one spike detection.</summary>
/// <param name="Detection">The detection's id.</param>
/// <param name="Calls">What it counts.</param>
/// <param name="Points">Active hours folded in; null where nothing is known.</param>
/// <param name="MinimumPoints">Active hours that it needs to judge.</param>
/// <param name="Mean">Calls in an active hour.</param>
/// <param name="StandardDeviation">Calls in an active hour.</param>
/// <param name="Threshold">The count above which the next hour is a spike, the open hours folded in; null while it cannot judge.</param>
public sealed record ActorBaseline(
    string Detection, string Calls, long? Points, int MinimumPoints, double Mean, double StandardDeviation, double? Threshold)
{
    internal static ActorBaseline Of(ISpikeDetection detection, TallyState? state)
    {
        var settings = detection.Settings;
        var stored = state?.BaselineOf(settings.Label) ?? default;
        var next = state?.BaselineAt(long.MaxValue, settings) ?? default;
        return new(
            detection.Info.Id, detection.Calls, (long?)stored.Points, settings.MinimumPoints, stored.Mean, stored.StandardDeviation,
            next.CanJudge(settings) ? next.NextThreshold(settings) : null);
    }
}

/// <summary>A clock hour that still counts events.</summary>
/// <param name="Hour">Its beginning.</param>
/// <param name="Events">Distinct events of any kind.</param>
/// <param name="ApiCalls">Those that api-activity-spike counts.</param>
/// <param name="SecurityGroupCalls">Those that security-group-activity-spike counts.</param>
public sealed record ActorHour(DateTime Hour, long Events, long ApiCalls, long SecurityGroupCalls)
{
    internal static IEnumerable<ActorHour> Of(TallyState state) => state.Open(WindowLabel.ApiCall)
        .Zip(state.Open(WindowLabel.OtherEvent), state.Open(WindowLabel.SecurityGroupCall))
        .Select(h => new ActorHour(Moment.Of(h.First.Hour * Clock.HourMs), h.First.Count + h.Second.Count, h.First.Count, h.Third.Count));
}
