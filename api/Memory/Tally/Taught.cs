using System.Text.Json.Serialization;

namespace TrailWatch.Memory.Tally;

/// <summary>What a disposition has done to a baseline.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Taught>))]
public enum Taught
{
    /// <summary>The finding has no baseline that learns of it.</summary>
    [JsonStringEnumMemberName("nothing")]
    Nothing,

    /// <summary>The actor has been silent for so long that nothing is remembered of the hour.</summary>
    [JsonStringEnumMemberName("forgotten")]
    Forgotten,

    /// <summary>When the hour closes, its count will be one more point of the baseline.</summary>
    [JsonStringEnumMemberName("counts-at-close")]
    CountsAtClose,

    /// <summary>When the hour closes, it will be left out.</summary>
    [JsonStringEnumMemberName("left-out-at-close")]
    LeftOutAtClose,

    /// <summary>When the hour closes, it will fold as any other.</summary>
    [JsonStringEnumMemberName("folds-as-usual")]
    FoldsAsUsual,

    /// <summary>The hour had closed, and its count has been folded at once.</summary>
    [JsonStringEnumMemberName("counted")]
    Counted,

    /// <summary>Its count was a point already, which happens once and is not undone.</summary>
    [JsonStringEnumMemberName("already-counted")]
    AlreadyCounted,

    /// <summary>The hour was left out when it closed.</summary>
    [JsonStringEnumMemberName("already-left-out")]
    AlreadyLeftOut,

    /// <summary>The hour had closed: what is folded is not taken out.</summary>
    [JsonStringEnumMemberName("too-late")]
    TooLate,
}
