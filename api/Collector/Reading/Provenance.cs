using TrailWatch.Collector.Tokens;

namespace TrailWatch.Collector.Reading;

/// <summary>Where an event says it comes from and where it should go, in Splunk's words.</summary>
internal sealed record Provenance(string? Host, string? Source, string? SourceType, string? Index)
{
    /// <summary>What holds for a whole request: its query, and under that what the token says.</summary>
    public static Provenance Of(IQueryCollection query, TokenOptions token) => new(
        Text(query, "host") ?? token.Host,
        Text(query, "source") ?? token.Source,
        Text(query, "sourcetype") ?? token.SourceType,
        Text(query, "index") ?? token.Index);

    private static string? Text(IQueryCollection query, string name) =>
        query[name].ToString() is { Length: > 0 } text ? text : null;
}
