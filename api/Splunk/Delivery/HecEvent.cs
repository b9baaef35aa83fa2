namespace TrailWatch.Splunk.Delivery;

/// <summary>What HEC is to index.</summary>
/// <param name="TimeMs">Unix milliseconds of the event, as Splunk's <c>_time</c>.</param>
/// <param name="Index">Null: the endpoint's, or else the token's default.</param>
/// <param name="EventJson">UTF-8, an object with at least one member.</param>
/// <param name="Fields">Indexed fields, few and of low cardinality; a name that comes twice has two values.</param>
public sealed record HecEvent(
    long TimeMs,
    string? Host,
    string Source,
    string Sourcetype,
    string? Index,
    ReadOnlyMemory<byte> EventJson,
    IReadOnlyList<KeyValuePair<string, string>> Fields);
