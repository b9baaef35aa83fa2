using System.Globalization;
using System.Text.Json.Nodes;
using TrailWatch.Findings;
using TrailWatch.Memory;
using TrailWatch.Memory.Asking;
using TrailWatch.Memory.Tally;

namespace TrailWatch.Detections;

/// <summary>The hours whose count is far over the actor's own baseline: what the two spike detections judge.</summary>
public static class SpikeWindows
{
    /// <summary>
    /// A suspicion for each spike among the hours that this batch touched, and those after them: an event out of order
    /// changes the baseline of later open hours too.
    /// </summary>
    public static IEnumerable<Suspicion> Judge(SubjectAnswer answer, SpikeSettings settings, string calls, Severity severity) =>
        answer.HasSpikeOrLate ? All(answer, settings, calls, severity) : [];

    private static IEnumerable<Suspicion> All(SubjectAnswer answer, SpikeSettings settings, string calls, Severity severity)
    {
        var labels = WindowLabel.OfBaseline(settings.Label).Mask;
        var earliest = long.MaxValue;
        foreach (var hour in answer.Hours)
        {
            var touched = (hour.Touched & labels) != 0;
            earliest = touched && !hour.Late ? Math.Min(earliest, hour.Hour) : earliest;
            var verdict = hour.VerdictOf(settings.Label);
            if ((touched && (hour.Late || verdict.IsSpike)) || (hour.Hour > earliest && verdict.IsSpike))
            {
                yield return HourWindows.Of(answer, hour, labels, window => verdict.IsSpike ? Prove(verdict.Before.Judge(window.Count, settings), settings, calls, severity) : null) with
                {
                    Touched = touched,
                };
            }
        }
    }

    private static Proof Prove(SpikeVerdict verdict, SpikeSettings settings, string calls, Severity severity)
    {
        var b = verdict.Baseline;
        return new(
            string.Create(CultureInfo.InvariantCulture, $"{verdict.Count:0} {calls} within the hour, over the threshold of {verdict.Threshold:0.##}: the mean of {b.Points:0} active hours is {b.Mean:0.##}, their standard deviation {b.StandardDeviation:0.##}."),
            new JsonObject
            {
                ["count"] = (long)verdict.Count,
                ["mean"] = b.Mean,
                ["standardDeviation"] = b.StandardDeviation,
                ["points"] = (long)(b.Points ?? 0),
                ["threshold"] = verdict.Threshold,
                ["zScore"] = verdict.ZScore,
                ["profile"] = settings.Hardened ? Profiles.Hardened : Profiles.Escu2018,
            },
            severity);
    }
}
