using TrailWatch.CloudTrail;
using TrailWatch.Identities;
using TrailWatch.Memory.Windows;

namespace TrailWatch.Memory;

/// <summary>One event, whose it is, and what the directory says of them at that time.</summary>
public sealed class Sighting(CloudTrailEvent e, Actor actor, DirectoryMatch standing)
{
    private byte[]? _member;
    private string? _principal;

    public CloudTrailEvent Event { get; } = e;

    public Actor Actor { get; } = actor;

    public DirectoryMatch Standing { get; } = standing;

    public long Hour => Clock.HourOf(Event.Time);

    /// <summary>The account that the event happened in.</summary>
    public string Account => Event.RecipientAccountId.Length > 0 ? Event.RecipientAccountId : Actor.AccountId;

    /// <summary>Who exactly acted (an actor has many principals: sessions and keys), as kept in a window.</summary>
    public string Principal => _principal ??= Fields.Join(
        Actor.Type, Actor.Arn, Actor.UserName, Actor.AccountId, Actor.SessionName, Actor.AccessKeyId);

    /// <summary>The event as a member of a window's sorted set.</summary>
    public byte[] Member => _member ??= EventMember.Encode(Event.EventId, EventMember.MarkOf(Principal));

    public static Actor PrincipalOf(string key, string principal)
    {
        var parts = principal.Split(Fields.Inner);
        return new(key, parts[0], parts[1], parts[2], parts[3], parts[4].Length > 0 ? parts[4] : null, parts[5].Length > 0 ? parts[5] : null);
    }
}
