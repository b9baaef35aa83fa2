using System.ComponentModel;
using System.Text.Json.Serialization;

namespace TrailWatch.Collector.Replies;

/// <summary>What HEC answers; the members stand in Splunk's order.</summary>
internal sealed record CollectorReply(
    [property: JsonPropertyName("text"), Description("Splunk's words for the code.")] string Text,
    [property: JsonPropertyName("code"), Description("Splunk's code; 0 where the events were taken.")] int Code,
    [property: JsonPropertyName("invalid-event-number"), Description("The event that was refused, counted from 0; with code 7 from 1. Those before it were taken, it and those after it were not.")]
    int? InvalidEventNumber = null,
    [property: JsonPropertyName("ackId"), Description("What was taken is evaluated, and its findings are stored and queued; counts from 0 in each channel. Only for tokens with UseAck.")]
    long? AckId = null);

/// <summary>Which acknowledgements are true.</summary>
internal sealed record AckReply(
    [property: JsonPropertyName("acks"), Description("Each ackId that was asked for.")] SortedDictionary<long, bool> Acks);

/// <summary>The body of <c>/services/collector/ack</c>, for the description; it is read more leniently.</summary>
internal sealed record AckBody(
    [property: JsonPropertyName("acks"), Description("ackIds that the same channel was given.")] IReadOnlyList<long> Acks);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, NumberHandling = JsonNumberHandling.Strict)]
[JsonSerializable(typeof(CollectorReply))]
[JsonSerializable(typeof(AckReply))]
[JsonSerializable(typeof(AckBody))]
internal sealed partial class CollectorJson : JsonSerializerContext;
