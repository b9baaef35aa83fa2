using TrailWatch.CloudTrail;
using TrailWatch.Identities;
using TrailWatch.Memory.Habits;

namespace TrailWatch.Memory;

/// <summary>One event, whose it is, what the directory says of them at that time, and what the detections want of it.</summary>
public sealed class Sighting(CloudTrailEvent e, Actor actor, DirectoryMatch standing)
{
    private Ways? _ways;

    public CloudTrailEvent Event { get; } = e;

    public Actor Actor { get; } = actor;

    public DirectoryMatch Standing { get; } = standing;

    public long Hour => Clock.HourOf(Event.Time);

    /// <summary>The account that the event happened in.</summary>
    public string Account => Event.RecipientAccountId.Length > 0 ? Event.RecipientAccountId : Actor.AccountId;

    /// <summary>The windows that it falls into.</summary>
    public uint Labels { get; private set; }

    /// <summary>Whether the runs of activity of its actor, and of its long-term access key, learn from it.</summary>
    public bool IsActivity { get; set; }

    /// <summary>Whether its actor is a role that learns its calls, and this is one.</summary>
    public bool IsCall { get; set; }

    /// <summary>In which ways its actor came in with it.</summary>
    internal Ways Ways => _ways ??= Ways.Of(this);

    public void Count(WindowLabel label) => Labels |= label.Mask;

    public bool Is(uint labels) => (Labels & labels) != 0;
}
