using TrailWatch.Coverage;
using TrailWatch.Detections;
using TrailWatch.Memory;
using TrailWatch.Memory.Tally;

namespace TrailWatch.Questions;

/// <summary>The numbers of a spike question; as in a finding's evidence they are before the hour in hardened, with it in escu-2018.</summary>
/// <param name="Hour">The clock hour that was asked about.</param>
/// <param name="Count">As asked.</param>
/// <param name="Mean">Calls in an active hour.</param>
/// <param name="StandardDeviation">Calls in an active hour.</param>
/// <param name="Points">Active hours in the baseline; null where escu-2018 has none.</param>
/// <param name="MinimumPoints">Active hours that it needs.</param>
/// <param name="Threshold">The count above which the hour is a spike.</param>
/// <param name="ZScore">Deviations over the mean.</param>
/// <param name="Profile">hardened or escu-2018.</param>
/// <param name="HourIsFolded">The hour has closed, so that the baseline holds it already.</param>
/// <param name="WouldFire">Whether POST /v1/events would make a finding of it.</param>
/// <param name="SilentBecause">off, excluded or cold-start; null where nothing keeps the detection silent.</param>
public sealed record SpikeProof(
    DateTime Hour, long Count, double Mean, double StandardDeviation, long? Points, int MinimumPoints, double Threshold, double ZScore,
    string Profile, bool HourIsFolded, bool WouldFire, string? SilentBecause)
{
    /// <summary>Until then another finding of this detection and actor is answered and stored, but not sent to Splunk; null where it is sent, or there is none.</summary>
    public DateTime? ThrottledUntil { get; init; }

    internal static SpikeProof Of(long hour, SpikeVerdict verdict, ISpikeDetection detection, bool hourIsFolded, bool wouldFire, Silence? silence) => new(
        Moment.Of(hour * Clock.HourMs), (long)verdict.Count, verdict.Baseline.Mean, verdict.Baseline.StandardDeviation, PointsOf(verdict.Baseline, detection.Profile),
        detection.Settings.MinimumPoints, verdict.Threshold, verdict.ZScore, detection.Profile, hourIsFolded, wouldFire,
        silence?.Code ?? (verdict.Before.CanJudge(detection.Settings) ? null : SpikeQuestions.ColdStart));

    /// <summary>In hardened a baseline begins by itself; in escu-2018 one that was not imported is none.</summary>
    private static long? PointsOf(SpikeBaseline baseline, string profile) =>
        profile == Profiles.Hardened ? (long)(baseline.Points ?? 0) : (long?)baseline.Points;
}
