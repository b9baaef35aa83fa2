using TrailWatch.Memory.Tally;

namespace TrailWatch.Memory.Asking;

/// <summary>What is known after the batch of one hour that it touched, or whose count is far over the baseline.</summary>
/// <param name="Hour">The clock hour, counted from 1970.</param>
/// <param name="Touched">The labels of this batch's events in it; none for an hour that it has no event in.</param>
/// <param name="Late">Whether it was closed before this batch, so that its events came late.</param>
public sealed record HourAnswer(long Hour, uint Touched, bool Late)
{
    /// <summary>Its count against the baseline before it; absent for a label without events and for an hour that was folded in an earlier batch, unless it was a spike then.</summary>
    internal List<(string Label, SpikeVerdict Verdict)>? Verdicts { get; set; }

    public SpikeVerdict VerdictOf(string label)
    {
        foreach (var (of, verdict) in Verdicts ?? [])
        {
            if (of == label)
            {
                return verdict;
            }
        }

        return default;
    }
}
