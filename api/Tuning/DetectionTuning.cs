using System.Text.Json;
using System.Text.Json.Serialization;
using TrailWatch.Tables;

namespace TrailWatch.Tuning;

/// <summary>What has been set for one detection over its configuration, at one version.</summary>
public sealed record DetectionTuning
{
    /// <summary>As configured.</summary>
    public static DetectionTuning None { get; } = new();

    /// <summary>Counts the changes; 0 where there was none.</summary>
    public int Version { get; init; }

    /// <summary>Null: as configured.</summary>
    public bool? Enabled { get; init; }

    /// <summary>Null: as configured.</summary>
    public string? Profile { get; init; }

    /// <summary>Options by name; those that are absent are as configured.</summary>
    public IReadOnlyDictionary<string, JsonElement> Thresholds { get; init; } = new Dictionary<string, JsonElement>();

    public IReadOnlyList<Exclusion> Exclusions { get; init; } = [];

    /// <summary>When it was set.</summary>
    [JsonConverter(typeof(UtcTimeConverter))]
    public DateTimeOffset? At { get; init; }

    /// <summary>Who set it.</summary>
    public string? By { get; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }
}
