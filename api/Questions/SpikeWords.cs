using System.Globalization;
using TrailWatch.Detections;
using TrailWatch.Memory.Tally;
using TrailWatch.Tuning;

namespace TrailWatch.Questions;

/// <summary>A spike question's verdict in words.</summary>
internal static class SpikeWords
{
    public static string Explain(string word, ActorReference actor, TunedDetection tuned, SpikeVerdict numbers, SpikeProof proof, Silence? silence)
    {
        var detection = (ISpikeDetection)tuned.Detection;
        var folded = proof.HourIsFolded ? " That hour has closed and is part of this baseline." : "";
        return word == SpikeQuestions.ColdStart
            ? ColdStart(actor, tuned.Id, detection, numbers, silence)
            : string.Create(CultureInfo.InvariantCulture, $"{proof.Count} {detection.Calls} {Against(numbers)}{Sparing(tuned.Id, numbers, silence)}.{folded}");
    }

    private static string Against(SpikeVerdict numbers)
    {
        var b = numbers.Baseline;
        var over = numbers.Count > numbers.Threshold ? "are over" : "are not over";
        return $"{over} the threshold of {Wording.Number(numbers.Threshold)}: the mean of {Wording.Number(b.Points ?? 0)} active hours is {Wording.Number(b.Mean)}, their standard deviation {Wording.Number(b.StandardDeviation)}";
    }

    private static string Sparing(string id, SpikeVerdict numbers, Silence? silence) =>
        silence is null ? "" : $"{(numbers.IsSpike ? "; but" : "; and")} {id} {silence.Because}";

    private static string ColdStart(ActorReference actor, string id, ISpikeDetection detection, SpikeVerdict numbers, Silence? silence)
    {
        var points = Wording.Number(numbers.Before.Points ?? 0);
        var seen = numbers.Before.Points is null or 0 ? actor.Hint : "";
        var why = detection.Profile == Profiles.Escu2018 && numbers.Before.Points is null
            ? $"Cold start: no baseline was imported for {actor.Key}, and in escu-2018 it learns none"
            : $"Cold start: {actor.Key} has {points} of the {detection.Settings.MinimumPoints} active hours of {detection.Calls} that a baseline needs, so no count is a spike yet";
        return $"{why}{(silence is null ? "" : $"; and {id} {silence.Because}")}.{seen}";
    }
}
