namespace TrailWatch.Memory.Calls;

/// <summary>What is known of a role's calls after the batch.</summary>
/// <param name="FirstSeen">The role's first event that counts, Unix ms.</param>
/// <param name="NewIn">Hours in which a call of this batch became new, in order of time.</param>
/// <param name="ImportedFirstSeen">The earliest call of the imported lookup for the role's name, Unix ms.</param>
public sealed record CallsAnswer(long FirstSeen, IReadOnlyList<NewCallHour> NewIn, long? ImportedFirstSeen);

/// <summary>An hour in which calls became new.</summary>
/// <param name="Hour">Counted from 1970.</param>
/// <param name="Late">The hour had closed before this batch.</param>
/// <param name="Forgotten">The hour has closed and what was new in it is no longer noted: only a stored finding can tell.</param>
public sealed record NewCallHour(long Hour, bool Late, bool Forgotten);
