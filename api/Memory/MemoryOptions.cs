using System.ComponentModel.DataAnnotations;

namespace TrailWatch.Memory;

/// <summary>Section <c>Memory</c>: how long the past stays open, and how long it is kept.</summary>
public sealed class MemoryOptions
{
    /// <summary>How far past an hour's end the actor's newest event must lie before the hour is folded. CloudTrail delivers most events within 15 minutes, some after an hour.</summary>
    [Range(0, 1440)]
    public int LatenessMinutes { get; set; } = 120;

    /// <summary>How long an actor that does nothing is remembered; longer than the longest dormancy worth telling.</summary>
    [Range(1, 3650)]
    public int ActorRetentionDays { get; set; } = 400;

    /// <summary>Mebibytes that the states of actors may take in this process: about 5 KB for an actor with some events this hour. What does not fit is read from the store when it is needed.</summary>
    [Range(1, 1_048_576)]
    public int CacheMegabytes { get; set; } = 512;

    /// <summary>Where the memory is thrown away after use: for how long each key stays if nobody throws it away. Null for a memory to keep.</summary>
    internal TimeSpan? KeptFor { get; init; }

    internal long LatenessMs => LatenessMinutes * Clock.MinuteMs;

    internal long ActorRetentionMs => KeptForMs ?? ActorRetentionDays * Clock.DayMs;

    internal long CacheBytes => (long)CacheMegabytes << 20;

    private long? KeptForMs => (long?)KeptFor?.TotalMilliseconds;
}
