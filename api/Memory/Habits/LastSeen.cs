namespace TrailWatch.Memory.Habits;

/// <summary>Something of a subject's, and when it was last seen, Unix ms.</summary>
public sealed record LastSeen(string What, long Time);
