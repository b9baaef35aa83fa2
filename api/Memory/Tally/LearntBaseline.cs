namespace TrailWatch.Memory.Tally;

/// <summary>A baseline as a subject keeps it.</summary>
/// <param name="Value">Points, mean and deviation.</param>
/// <param name="Latest">The count that was folded last, or that came with an import; null for none.</param>
public readonly record struct LearntBaseline(SpikeBaseline Value, double? Latest);

/// <summary>An hour that was a spike when it closed.</summary>
/// <param name="Count">Its count.</param>
/// <param name="Before">The baseline before it.</param>
public readonly record struct PastSpike(double Count, SpikeBaseline Before);
