using System.Text.Json.Serialization;

namespace TrailWatch.Findings.Outbox;

/// <summary>What became of a delivery so far.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DeliveryState>))]
public enum DeliveryState
{
    /// <summary>To be made, or under way.</summary>
    [JsonStringEnumMemberName("pending")]
    Pending,

    /// <summary>Splunk has taken it.</summary>
    [JsonStringEnumMemberName("delivered")]
    Delivered,

    /// <summary>Given up; it can be sent again by <c>POST /v1/deliveries/replay</c>.</summary>
    [JsonStringEnumMemberName("dead")]
    Dead,
}

/// <summary>The delivery of one finding in one format.</summary>
/// <param name="FindingId">Which finding; of events that are passed through, an id that names the piece.</param>
/// <param name="Format">native, rba or ocsf; original for events that are passed through as they came.</param>
/// <param name="State">What became of it so far.</param>
/// <param name="Revision">The revision to be delivered, or that was.</param>
/// <param name="Endpoint">Where it last went, null before the first attempt.</param>
/// <param name="Attempts">How often it was taken up since it was queued.</param>
/// <param name="FirstAttempt">Null before it.</param>
/// <param name="LastAttempt">Null before the first.</param>
/// <param name="Reason">What the last attempt came to, where it was no success.</param>
/// <param name="HecCode">Splunk's code in its last answer.</param>
/// <param name="HttpStatus">Of its last answer.</param>
/// <param name="Resent">Whether Splunk may have it twice: an attempt before was neither answered nor refused.</param>
public sealed record Delivery(
    string FindingId,
    string Format,
    DeliveryState State,
    int Revision,
    string? Endpoint,
    int Attempts,
    DateTime? FirstAttempt,
    DateTime? LastAttempt,
    string? Reason,
    int? HecCode,
    int? HttpStatus,
    bool Resent);
