using System.Text.Json.Serialization;
using TrailWatch.Memory.Tally;
using TrailWatch.Tables;

namespace TrailWatch.Findings;

/// <summary>What somebody says of a finding.</summary>
/// <param name="Disposition">One of <see cref="Findings.Disposition"/>.</param>
/// <param name="By">Who.</param>
/// <param name="Reason">Why; null where nothing was said.</param>
public sealed record Decision(string Disposition, string By, string? Reason);

/// <summary>A decision that was taken.</summary>
public sealed record DecisionEntry
{
    /// <summary>When, by the service's clock.</summary>
    [JsonConverter(typeof(UtcTimeConverter))]
    public required DateTimeOffset At { get; init; }

    /// <summary>Who.</summary>
    public required string By { get; init; }

    /// <summary>The disposition before.</summary>
    public required string From { get; init; }

    /// <summary>The disposition since.</summary>
    public required string To { get; init; }

    /// <summary>Why; null where nothing was said.</summary>
    public string? Reason { get; init; }

    /// <summary>What the baseline was taught by it.</summary>
    public required Taught Taught { get; init; }
}
