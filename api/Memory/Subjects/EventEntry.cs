using TrailWatch.CloudTrail;

namespace TrailWatch.Memory.Subjects;

/// <summary>An event as an hour keeps it: 32 bytes.</summary>
/// <param name="Id">Its UUID, or the number of its id among the texts (<see cref="Told.IdIsText"/>).</param>
/// <param name="Offset">Milliseconds since the hour began.</param>
/// <param name="Origin">Number of its <see cref="EventOrigin"/>.</param>
/// <param name="Call">Number of its <see cref="CallName"/>.</param>
/// <param name="Mask">The windows that it falls into, and what else is to be said of it (<see cref="Told"/>).</param>
internal record struct EventEntry(UInt128 Id, int Offset, int Origin, int Call, uint Mask)
{
    public readonly bool IsTextId => (Mask & Told.IdIsText) != 0;

    public readonly RecordId IdIn(SubjectTables tables) => IsTextId ? RecordId.OfText(tables.Texts[(int)Id]) : RecordId.OfUuid(Id);
}

/// <summary>What an entry says beside its windows; bits above all labels.</summary>
internal static class Told
{
    /// <summary>Its id is no UUID.</summary>
    public const uint IdIsText = 1u << 29;

    /// <summary>It was told for runs of activity.</summary>
    public const uint Activity = 1u << 30;

    /// <summary>It was told for a role's calls.</summary>
    public const uint Call = 1u << 31;

    public const uint Labels = (1u << WindowLabel.Most) - 1;
}
