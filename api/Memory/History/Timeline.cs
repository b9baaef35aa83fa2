using TrailWatch.Memory.Tally;

namespace TrailWatch.Memory.History;

/// <summary>An actor's active hours of 30 days against its baseline.</summary>
/// <param name="From">The first clock hour of the 30 days, counted from 1970.</param>
/// <param name="To">The hour after the last one, which is that of the actor's newest event.</param>
/// <param name="Hours">Those with calls, in order of time.</param>
/// <param name="Next">The baseline with all of them folded in, also those that are still open: what the next hour is held against.</param>
public sealed record Timeline(long From, long To, IReadOnlyList<PastHour> Hours, SpikeBaseline Next)
{
    /// <summary>30 days of hours, which is also how far the baseline looks back.</summary>
    public const int Length = 720;

    public IEnumerable<PastHour> Spikes => Hours.Where(h => h.IsSpike);
}
