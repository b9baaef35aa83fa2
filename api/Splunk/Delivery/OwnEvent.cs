namespace TrailWatch.Splunk.Delivery;

/// <summary>An event of ours.</summary>
/// <param name="TimeMs">Unix milliseconds of the event, as Splunk's <c>_time</c>.</param>
/// <param name="EventJson">UTF-8, an object with at least one member.</param>
/// <param name="Fields">Indexed fields, few and of low cardinality; a name that comes twice has two values.</param>
public sealed record OwnEvent(
    long TimeMs,
    string? Host,
    string Source,
    string Sourcetype,
    string? Index,
    ReadOnlyMemory<byte> EventJson,
    IReadOnlyList<KeyValuePair<string, string>> Fields) : HecEvent(Index)
{
    internal override byte[] Seal(string? index) => Envelope.Write(this, EventJson.Span, index);

    internal override byte[]? SealShorter(string? index) => Envelope.Write(this, EvidenceCut.Of(EventJson), index);
}
