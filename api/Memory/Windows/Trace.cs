namespace TrailWatch.Memory.Windows;

/// <summary>Where the events behind a suspicion can be read.</summary>
public abstract record Trace;

/// <summary>Events of the subject that are remembered.</summary>
/// <param name="Labels">Of any of these.</param>
/// <param name="From">The first ten-minute bucket, counted from 1970.</param>
/// <param name="To">The bucket behind the last.</param>
/// <param name="Seen">This batch's events of the window, for an hour that is remembered no more.</param>
public sealed record WindowTrace(uint Labels, long From, long To, IReadOnlyList<Sighting> Seen) : Trace;

/// <summary>Events of this batch alone.</summary>
public sealed record EventTrace(IReadOnlyList<Sighting> Seen) : Trace;

/// <summary>The calls that became new to a role in one hour.</summary>
/// <param name="Hour">Counted from 1970.</param>
/// <param name="LearningMs">For so long from its first call a role only learns.</param>
/// <param name="ForgetMs">The silence after which a call of the lookup is new again; null for never.</param>
public sealed record CallsTrace(long Hour, long LearningMs, long? ForgetMs) : Trace;
