namespace TrailWatch.Memory.Windows;

/// <summary>Where the events behind a suspicion can be read.</summary>
/// <param name="Subject">Whose memory.</param>
public abstract record Trace(string Subject);

/// <summary>Id windows of one detection, by label and hour, and the values beside them.</summary>
/// <param name="Subject">Whose memory.</param>
/// <param name="Windows">Which windows, taken together as one.</param>
/// <param name="Seen">This batch's events of the window, for an hour whose windows are gone.</param>
public sealed record WindowTrace(
    string Subject, IReadOnlyList<(string Label, long Hour)> Windows, IReadOnlyList<Sighting> Seen)
    : Trace(Subject);

/// <summary>Events of this batch alone.</summary>
public sealed record EventTrace(string Subject, IReadOnlyList<Sighting> Seen) : Trace(Subject);

/// <summary>The calls that became new to a role in one hour.</summary>
/// <param name="Subject">Whose memory.</param>
/// <param name="Hour">Counted from 1970.</param>
/// <param name="LearningMs">For so long from its first call a role only learns.</param>
/// <param name="ImportedUnder">The name under which calls known from Splunk's lookup lie; null for none.</param>
/// <param name="ForgetMs">The silence after which a call of the lookup is new again; null for never.</param>
public sealed record CallsTrace(string Subject, long Hour, long LearningMs, string? ImportedUnder, long? ForgetMs) : Trace(Subject);
