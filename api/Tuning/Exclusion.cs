using System.Net;
using System.Text.Json.Serialization;
using TrailWatch.Identities;
using TrailWatch.Memory;
using TrailWatch.Tables;

namespace TrailWatch.Tuning;

/// <summary>
/// Events that a detection does not see: those that fulfil every condition which is given. Text is compared without regard to
/// case, and <c>*</c> stands for any text.
/// </summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record Exclusion
{
    /// <summary>The actor's key, its ARN or its user name.</summary>
    public string? Actor { get; init; }

    /// <summary>The account that the event happened in, or the actor's own.</summary>
    public string? Account { get; init; }

    /// <summary>Source addresses, for example <c>198.51.100.0/24</c>; a single address counts as a network of one.</summary>
    public string? SourceCidr { get; init; }

    public string? UserAgent { get; init; }

    /// <summary>For example <c>Describe*</c>.</summary>
    public string? EventName { get; init; }

    /// <summary>Why these events are no evidence.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Events at or after this time are seen again; null for never. It is held against the event's time, not the clock's.</summary>
    [JsonConverter(typeof(UtcTimeConverter))]
    public DateTimeOffset? Expires { get; init; }

    [JsonIgnore]
    internal bool HasCondition => Actor is not null || Account is not null || SourceCidr is not null || UserAgent is not null || EventName is not null;

    internal static IPNetwork? NetworkOf(string cidr) =>
        IPNetwork.TryParse(cidr, out var network) ? network
        : IPAddress.TryParse(cidr, out var address) ? new(address, address.GetAddressBytes().Length * 8)
        : null;
}

/// <summary>An exclusion made ready to be asked of every event.</summary>
internal sealed class ExclusionRule(Exclusion exclusion)
{
    private readonly Wildcard? _actor = Of(exclusion.Actor);
    private readonly Wildcard? _account = Of(exclusion.Account);
    private readonly Wildcard? _userAgent = Of(exclusion.UserAgent);
    private readonly Wildcard? _eventName = Of(exclusion.EventName);
    private readonly IPNetwork? _network = exclusion.SourceCidr is { } cidr ? Exclusion.NetworkOf(cidr) : null;
    private readonly long _expires = exclusion.Expires?.ToUnixTimeMilliseconds() ?? long.MaxValue;

    public bool Hides(Sighting s) =>
        s.Event.Time < _expires
        && (_eventName?.Matches(s.Event.EventName) ?? true)
        && (_actor is null || _actor.Matches(s.Actor.Key) || _actor.Matches(s.Actor.Arn) || _actor.Matches(s.Actor.UserName))
        && (_account is null || _account.Matches(s.Account) || _account.Matches(s.Actor.AccountId))
        && (_userAgent?.Matches(s.Event.UserAgent) ?? true)
        && (_network is null || (IPAddress.TryParse(s.Event.SourceIPAddress, out var source) && _network.Value.Contains(source)));

    private static Wildcard? Of(string? pattern) => pattern is null ? null : new(pattern);
}
