using System.Text.Json.Nodes;

namespace TrailWatch.Findings.Projections;

/// <summary>Writes a finding as one kind of reader in Splunk expects it.</summary>
public interface IFindingProjection
{
    /// <summary>As in <c>Splunk:Hec:Format</c> and <c>?format=</c>.</summary>
    string Format { get; }

    /// <summary>The sourcetype of its events.</summary>
    string Sourcetype { get; }

    /// <param name="finding">As it stands now.</param>
    /// <param name="emission">Null where it is shown and not sent.</param>
    IEnumerable<ProjectedEvent> Project(Finding finding, Emission? emission = null);
}

/// <summary>A finding's way out.</summary>
/// <param name="Attempt">1 for the first.</param>
/// <param name="Resent">Splunk may have it already: <c>| dedup finding_id</c> leaves one.</param>
public readonly record struct Emission(int Attempt, bool Resent);

/// <summary>One event for Splunk.</summary>
/// <param name="TimeMs">Its time, Unix ms.</param>
/// <param name="Source">Splunk's <c>source</c>.</param>
/// <param name="Event">The body.</param>
public sealed record ProjectedEvent(long TimeMs, string Source, JsonObject Event);
