using StackExchange.Redis;

namespace TrailWatch.Memory.Recall;

/// <summary>Something of a subject's, and when it was last seen, Unix ms.</summary>
public sealed record LastSeen(string What, long Time)
{
    internal static IReadOnlyList<LastSeen> ReadAll(SortedSetEntry[] entries) => [.. entries.Select(e => new LastSeen(e.Element!, (long)e.Score))];
}
