using System.Text.Json.Serialization;

namespace TrailWatch.Identities;

/// <summary>A person or account that is known, as Splunk ES's identity table describes it. Times are UTC.</summary>
public sealed record Identity
{
    /// <summary>User name, e-mail, ARN, ...; compared without regard to case, <c>*</c> stands for any text.</summary>
    [JsonPropertyName("identity")]
    public required IReadOnlyList<string> Names { get; init; }

    public bool Enabled { get; init; } = true;

    public DateTimeOffset? StartDate { get; init; }

    /// <summary>From this moment on, activity is that of an account that has ended.</summary>
    public DateTimeOffset? EndDate { get; init; }

    /// <summary>When the account was last active before TrailWatch watched it, as a credential report says.</summary>
    public DateTimeOffset? LastActivity { get; init; }

    /// <summary>Counts as a name too.</summary>
    public string? Email { get; init; }

    public string? Bunit { get; init; }

    public string? Priority { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Prefix { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Nick { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? First { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Last { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Suffix { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Phone { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ManagedBy { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Category { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Watchlist { get; init; }
}
