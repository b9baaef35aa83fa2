namespace TrailWatch.Memory.Calls;

/// <summary>What is remembered of a role's calls, by itself or by a lookup that was imported.</summary>
/// <param name="First">The first of all, Unix ms; null where there is none.</param>
/// <param name="Newest">The newest that was seen, Unix ms; null where only a lookup knows some.</param>
/// <param name="Calls">Each with its times; one only where one was asked for.</param>
public sealed record KnownCalls(long? First, long? Newest, IReadOnlyDictionary<string, CallHistory> Calls);
