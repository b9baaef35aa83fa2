namespace TrailWatch.Replay;

/// <summary>How far a replay is, at one moment.</summary>
internal sealed record ReplayProgress
{
    public required int Files { get; init; }

    public required long Bytes { get; init; }

    /// <summary>Read once, to learn their times.</summary>
    public int SurveyedFiles { get; init; }

    public long SurveyedBytes { get; init; }

    /// <summary>In all files; null until the survey has seen them all.</summary>
    public long? Records { get; init; }

    /// <summary>Whose fate is known, those of earlier runs included.</summary>
    public long DoneRecords { get; init; }

    /// <summary>Of those, what earlier runs did.</summary>
    public long EarlierRecords { get; init; }

    public int DoneFiles { get; init; }

    public int Findings { get; init; }

    /// <summary>Since the first record of this run was sent.</summary>
    public TimeSpan Sending { get; init; }

    public double RecordsPerSecond => Sending > TimeSpan.Zero ? (DoneRecords - EarlierRecords) / Sending.TotalSeconds : 0;

    /// <summary>Null while there is nothing to tell it by.</summary>
    public TimeSpan? Left => Records is { } all && RecordsPerSecond > 0 ? TimeSpan.FromSeconds((all - DoneRecords) / RecordsPerSecond) : null;
}
