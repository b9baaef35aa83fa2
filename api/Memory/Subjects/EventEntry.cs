using TrailWatch.CloudTrail;

namespace TrailWatch.Memory.Subjects;

/// <summary>An event as an hour keeps it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Offset">Milliseconds since the hour began.</param>
/// <param name="Origin">Number of its <see cref="EventOrigin"/>.</param>
/// <param name="Call">Number of its <see cref="CallName"/>.</param>
internal record struct EventEntry(RecordId Id, int Offset, int Origin, int Call)
{
    /// <summary>The windows that it falls into, and what else it was told for (<see cref="Told"/>).</summary>
    public uint Mask { get; set; }
}

/// <summary>What an event was told for beside the windows; bits above all labels.</summary>
internal static class Told
{
    /// <summary>Runs of activity.</summary>
    public const uint Activity = 1u << 30;

    /// <summary>A role's calls.</summary>
    public const uint Call = 1u << 31;

    public const uint Labels = (1u << WindowLabel.Most) - 1;
}
