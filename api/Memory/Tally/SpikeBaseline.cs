namespace TrailWatch.Memory.Tally;

/// <summary>How a baseline learns and when an hour is a spike; <c>escu-2018</c> as the search did, <c>hardened</c> mended.</summary>
/// <param name="Label">The id window whose size is the hour's count.</param>
/// <param name="Hardened">Which profile.</param>
/// <param name="MinimumExcess">Calls over the mean below which nothing is a spike (hardened only).</param>
/// <param name="MinimumPoints">Active hours a baseline needs: at least that many before the hour (hardened), more than that with it (escu-2018).</param>
/// <param name="Deviations">How many standard deviations over the mean the threshold lies.</param>
public sealed record SpikeSettings(string Label, bool Hardened, double MinimumExcess, int MinimumPoints, double Deviations);

/// <summary>
/// The moving mean and deviation of an actor's active hours, from <i>Detect Spike in AWS API Activity</i>: each hour weighs
/// 1/720 (30 days of hours). <c>hardened</c> weighs 1/n until there are 720, tests before it learns, and learns from a spike
/// only its threshold, so that one wild hour cannot hide the next.
/// </summary>
/// <param name="Points">Active hours folded in; null where nothing is known (in escu-2018: never imported).</param>
/// <param name="Mean">Calls an hour.</param>
/// <param name="StandardDeviation">Calls an hour.</param>
public readonly record struct SpikeBaseline(double? Points, double Mean, double StandardDeviation)
{
    private const double Window = 720;

    /// <summary>The hour's count against the baseline before it.</summary>
    public SpikeVerdict Judge(double count, SpikeSettings settings)
    {
        if (settings.Hardened)
        {
            var threshold = Threshold(settings);
            return new(count, this, this, threshold, (Points ?? 0) >= settings.MinimumPoints && count > threshold);
        }

        var with = Fold(count, settings);
        var limit = with.Mean + (settings.Deviations * with.StandardDeviation);
        return new(count, this, with, limit, with.Points is { } points && points > settings.MinimumPoints && count > limit);
    }

    /// <summary>The baseline with one more hour in it.</summary>
    /// <param name="count">The hour's.</param>
    /// <param name="settings">How it learns.</param>
    /// <param name="lesson">What was taught of the hour (hardened only): a benign spike counts as it is beside the threshold that a spike folds in as.</param>
    public SpikeBaseline Fold(double count, SpikeSettings settings, Lesson lesson = Lesson.None)
    {
        if (!settings.Hardened)
        {
            return Points is null ? this : Learn(count, Window);
        }

        var threshold = Threshold(settings);
        var folded = (Points ?? 0) >= settings.MinimumPoints && count > threshold ? threshold : count;
        return lesson switch
        {
            Lesson.Malicious => this,
            Lesson.Benign => Learn(folded).Learn(count),
            _ => Learn(folded),
        };
    }

    /// <summary>The baseline with one more hour of that count in it, whatever it is.</summary>
    internal SpikeBaseline Learn(double count) => Learn(count, Math.Min((Points ?? 0) + 1, Window));

    private SpikeBaseline Learn(double count, double weight)
    {
        var mean = Mean + ((count - Mean) / weight);
        var deviation = Math.Sqrt(((StandardDeviation * StandardDeviation * (weight - 1)) + ((count - mean) * (count - Mean))) / weight);
        return new((Points ?? 0) + 1, mean, deviation);
    }

    /// <summary>The hour against the baseline, and the baseline with it: how hours are walked in order of time.</summary>
    public (SpikeVerdict Verdict, SpikeBaseline After) Step(double count, SpikeSettings settings, Lesson lesson) =>
        (Judge(count, settings), Fold(count, settings, lesson));

    /// <summary>Whether there are active hours enough to call the next one a spike; the same in both profiles, of which one counts the next hour in.</summary>
    public bool CanJudge(SpikeSettings settings) => Points is { } points && points >= settings.MinimumPoints;

    /// <summary>The count above which the next hour is a spike; in escu-2018 without what that hour itself does to mean and deviation, which is little.</summary>
    public double NextThreshold(SpikeSettings settings) =>
        settings.Hardened ? Threshold(settings) : Mean + (settings.Deviations * StandardDeviation);

    private double Threshold(SpikeSettings settings) => Mean + Math.Max(settings.Deviations * StandardDeviation, settings.MinimumExcess);
}

/// <summary>What a count is against a baseline.</summary>
/// <param name="Count">Calls in the hour.</param>
/// <param name="Before">The baseline before the hour.</param>
/// <param name="Baseline">The numbers to show: before the hour in <c>hardened</c>, with it in <c>escu-2018</c>.</param>
/// <param name="Threshold">The count above which the hour is a spike.</param>
/// <param name="IsSpike">Whether it is one.</param>
public readonly record struct SpikeVerdict(double Count, SpikeBaseline Before, SpikeBaseline Baseline, double Threshold, bool IsSpike)
{
    /// <summary>Deviations over the mean; 0 where there is no deviation to count in.</summary>
    public double ZScore => Baseline.StandardDeviation > 0 ? (Count - Baseline.Mean) / Baseline.StandardDeviation : 0;
}
