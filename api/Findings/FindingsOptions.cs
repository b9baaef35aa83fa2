using System.ComponentModel.DataAnnotations;

namespace TrailWatch.Findings;

/// <summary>Section <c>Findings</c>.</summary>
public sealed class FindingsOptions
{
    /// <summary>How long a finding can be asked for; Splunk keeps its own copy.</summary>
    [Range(1, 3650)]
    public int RetentionDays { get; set; } = 90;

    /// <summary>For how long a replica that has died keeps from the others what it was sending to Splunk.</summary>
    [Range(2, 600)]
    public int LeaseSeconds { get; set; } = 30;

    internal long RetentionMs => RetentionDays * 86_400_000L;
}
