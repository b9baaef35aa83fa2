using System.Text.Json.Serialization;

namespace TrailWatch.Splunk.Delivery;

/// <summary>Whether an endpoint takes findings now.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LaneState>))]
public enum LaneState
{
    [JsonStringEnumMemberName("ready")]
    Ready,

    /// <summary>It failed or is busy; it is tried again soon.</summary>
    [JsonStringEnumMemberName("paused")]
    Paused,

    /// <summary>It refuses the token, the address or another setting: somebody has to mend that.</summary>
    [JsonStringEnumMemberName("held")]
    Held,
}
