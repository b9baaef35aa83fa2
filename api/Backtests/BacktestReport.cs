using System.Text.Json.Serialization;

namespace TrailWatch.Backtests;

/// <summary>How a backtest stands, and in the end what it found.</summary>
public sealed record BacktestReport
{
    /// <summary>Last part of its address.</summary>
    public required string Id { get; init; }

    /// <summary>queued, running, done, cancelled, failed, or lost: then the replica that ran it is gone.</summary>
    public required BacktestStatus Status { get; init; }

    /// <summary>copy: each setting started from a copy of what is remembered; empty: from nothing.</summary>
    public required string State { get; init; }

    /// <summary>Where the records came from.</summary>
    public required string Source { get; init; }

    public required DateTime CreatedAt { get; init; }

    public DateTime? StartedAt { get; init; }

    public DateTime? EndedAt { get; init; }

    /// <summary>Why it failed.</summary>
    public string? Error { get; init; }

    /// <summary>What is tried: the present settings first, then every combination of the grid.</summary>
    public required IReadOnlyList<BacktestSetting> Settings { get; init; }

    public required BacktestProgress Progress { get; init; }

    /// <summary>What became of the records, the same with every setting.</summary>
    public BacktestRecords Records { get; init; } = new(0, 0, 0, 0, 0, 0, null, null, 0);

    /// <summary>What to bear in mind when the numbers are read.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>One for each setting, in their order; null until it is done, and in the list.</summary>
    public IReadOnlyList<SettingResult>? Results { get; init; }

    [JsonIgnore]
    internal bool IsAtWork => Status is BacktestStatus.Queued or BacktestStatus.Running;
}

/// <summary>How a backtest stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BacktestStatus>))]
public enum BacktestStatus
{
    [JsonStringEnumMemberName("queued")]
    Queued,

    [JsonStringEnumMemberName("running")]
    Running,

    [JsonStringEnumMemberName("done")]
    Done,

    [JsonStringEnumMemberName("cancelled")]
    Cancelled,

    [JsonStringEnumMemberName("failed")]
    Failed,

    [JsonStringEnumMemberName("lost")]
    Lost,
}

/// <summary>How far it is.</summary>
/// <param name="Events">Events that every setting has judged.</param>
/// <param name="TotalEvents">Events there are; null while a folder is still being looked through.</param>
/// <param name="Percent">0 to 100.</param>
/// <param name="EventsPerSecond">Events judged by all settings, a second.</param>
/// <param name="RemainingSeconds">As long as it goes on like this; null before that can be told, and at the end.</param>
/// <param name="Setting">Which setting is judging the next events; null at the end.</param>
public sealed record BacktestProgress(
    long Events, long? TotalEvents, double Percent, double EventsPerSecond, int? RemainingSeconds, string? Setting);

/// <summary>What became of the records: received = evaluated + duplicates + skipped + late + rejected.</summary>
/// <param name="Received">Records met.</param>
/// <param name="Evaluated">New events.</param>
/// <param name="Duplicates">Events that the copied state, or the stream, knew already; they are judged all the same.</param>
/// <param name="Skipped">Records that are no activity of an account.</param>
/// <param name="Late">Events whose hour the copied state, or the stream, had closed; they change no tally.</param>
/// <param name="Rejected">Records that could not be taken.</param>
/// <param name="FirstTime">The earliest event; null before anything was read.</param>
/// <param name="LastTime">The latest event.</param>
/// <param name="Days">UTC days from the first to the last, both counted.</param>
public sealed record BacktestRecords(
    long Received, long Evaluated, long Duplicates, long Skipped, long Late, long Rejected, DateTime? FirstTime, DateTime? LastTime, int Days);

/// <summary>What one setting found.</summary>
public sealed record SettingResult
{
    /// <summary>Its name.</summary>
    public required string Setting { get; init; }

    /// <summary>Findings, each counted once however often it was revised.</summary>
    public required long Findings { get; init; }

    /// <summary>Findings by the days that the stream spans.</summary>
    public required double FindingsPerDay { get; init; }

    /// <summary>Findings by the UTC day of their first event; days without one are left out.</summary>
    public required IReadOnlyList<DayCount> Days { get; init; }

    public required IReadOnlyDictionary<string, long> ByDetection { get; init; }

    public required IReadOnlyDictionary<string, long> BySeverity { get; init; }

    /// <summary>Whom it hit most.</summary>
    public required IReadOnlyList<ActorCount> Actors { get; init; }

    /// <summary>How many it hit.</summary>
    public required int ActorsTotal { get; init; }

    /// <summary>More or fewer findings than with the present settings.</summary>
    public required SettingDifference Difference { get; init; }

    /// <summary>Detections that threw; their findings may be missing.</summary>
    public required IReadOnlyCollection<string> FailedDetections { get; init; }

    /// <summary>Detections that could judge nothing.</summary>
    public required IReadOnlyCollection<string> SkippedDetections { get; init; }
}

/// <param name="Day">UTC.</param>
/// <param name="Findings">How many.</param>
public sealed record DayCount(DateOnly Day, long Findings);

/// <param name="Actor">Its key.</param>
/// <param name="Findings">How many.</param>
/// <param name="Detections">Of which.</param>
public sealed record ActorCount(string Actor, long Findings, IReadOnlyCollection<string> Detections);

/// <param name="Findings">This setting's less the present settings'.</param>
/// <param name="ByDetection">The same by detection, where it differs.</param>
public sealed record SettingDifference(long Findings, IReadOnlyDictionary<string, long> ByDetection);
