using System.Text.Json.Serialization;

namespace TrailWatch.Splunk.Delivery;

/// <summary>What is indexed for a test.</summary>
internal sealed record DeliveryTestEvent([property: JsonPropertyName("test_id")] string TestId)
{
    [JsonPropertyName("test")]
    public bool Test { get; } = true;

    [JsonPropertyName("message")]
    public string Message { get; } = "TrailWatch can reach this index.";
}

[JsonSerializable(typeof(DeliveryTestEvent))]
internal sealed partial class DeliveryTestJson : JsonSerializerContext;
