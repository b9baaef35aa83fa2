namespace TrailWatch.Memory.Habits;

/// <summary>Something of a subject's, and when it was last seen, Unix ms.</summary>
public readonly record struct LastSeen(string What, long Time);
