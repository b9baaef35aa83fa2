using System.Text.Json.Serialization;
using TrailWatch.Tables;

namespace TrailWatch.Identities;

/// <summary>An account that a machine uses, and on whose word.</summary>
public sealed record ServiceAccount
{
    /// <summary>User name, role name or ARN; compared without regard to case, <c>*</c> stands for any text.</summary>
    [JsonPropertyName("identity")]
    public required string Name { get; init; }

    public string? Owner { get; init; }

    public string? Reason { get; init; }

    public string? Ticket { get; init; }

    /// <summary>From this moment on the approval no longer holds; null never ends.</summary>
    [JsonConverter(typeof(UtcTimeConverter))]
    public DateTimeOffset? Expires { get; init; }
}
