using TrailWatch.Tuning;

namespace TrailWatch.Http;

/// <summary>How the description shows the body of <c>PATCH /v1/detections/{id}</c>; it is read as a <see cref="DetectionPatch"/>.</summary>
internal sealed record DetectionPatchBody
{
    /// <summary>Whether it is at work; null for as configured.</summary>
    public bool? Enabled { get; init; }

    /// <summary>hardened or escu-2018; null for as configured.</summary>
    public string? Profile { get; init; }

    /// <summary>Those of this detection's options that shall change; GET shows which it has. Null for all as configured.</summary>
    public ThresholdsBody? Thresholds { get; init; }

    /// <summary>All events that it shall not see; the list replaces the one before.</summary>
    public IReadOnlyList<Exclusion>? Exclusions { get; init; }

    /// <summary>Who makes the change.</summary>
    public required string By { get; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }
}

/// <summary>Every option that some detection has; each takes its own only. A test holds the names to the options classes.</summary>
internal sealed record ThresholdsBody
{
    public int? Threshold { get; init; }

    public int? MinimumExcess { get; init; }

    public int? MinimumPoints { get; init; }

    public double? Deviations { get; init; }

    public int? LearningDays { get; init; }

    public int? ForgetDays { get; init; }

    public int? DormantDays { get; init; }

    public bool? IncludeFederated { get; init; }
}
