using System.Globalization;
using TrailWatch.Memory.Tally;

namespace TrailWatch.Memory.History;

/// <summary>A timeline in a sentence or two, for whoever reads it in a case note.</summary>
public static class TimelineSummary
{
    /// <param name="timeline">The hours.</param>
    /// <param name="settings">How they are judged.</param>
    /// <param name="calls">What is counted, in words that follow a number.</param>
    public static string Of(Timeline timeline, SpikeSettings settings, string calls)
    {
        var busiest = timeline.Hours.MaxBy(h => h.Count);
        var largest = timeline.Spikes.MaxBy(h => h.Count);
        return (busiest, largest) switch
        {
            (null, _) => $"No {calls} in 30 days.",
            (_, null) => $"No spike in 30 days; the busiest hour had {Number(busiest.Count)} {calls}, at {At(busiest)}.",
            _ when timeline.Spikes.Count() == 1 => $"1 spike in 30 days, of {Number(largest.Count)} {calls} at {At(largest)}.",
            _ => $"{timeline.Spikes.Count()} spikes in 30 days, the largest of {Number(largest.Count)} {calls} at {At(largest)}.",
        } + " " + Usual(timeline.Next, settings);
    }

    private static string Usual(SpikeBaseline next, SpikeSettings settings)
    {
        if (next.Points is not > 0)
        {
            return settings.Hardened ? "Nothing is known of the usual hour." : "Without an imported baseline, escu-2018 calls nothing a spike.";
        }

        var usual = $"The usual active hour has {Number(Math.Round(next.Mean, next.Mean < 100 ? 1 : 0))}";
        return next.CanJudge(settings)
            ? $"{usual}; a spike begins over {Number(Math.Floor(next.NextThreshold(settings)))}."
            : string.Create(CultureInfo.InvariantCulture, $"{usual}; spikes are told from {settings.MinimumPoints} active hours on, and so far there are {next.Points:0}.");
    }

    private static string At(PastHour hour) =>
        DateTimeOffset.UnixEpoch.AddHours(hour.Hour).UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    private static string Number(double value) => value.ToString("#,0.#", CultureInfo.InvariantCulture);
}
