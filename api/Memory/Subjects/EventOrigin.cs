using TrailWatch.CloudTrail;
using TrailWatch.Memory.Habits;

namespace TrailWatch.Memory.Subjects;

/// <summary>Who exactly acted, from where and how: what many events of a subject have in common, kept once.</summary>
/// <param name="Who">The principal; an actor has many: sessions and keys.</param>
/// <param name="Source">Source address, empty for none.</param>
/// <param name="UserAgent">Empty for none.</param>
/// <param name="Region">Empty for none.</param>
/// <param name="Account">The account that it happened in.</param>
/// <param name="Ways">In which ways the actor came in.</param>
internal sealed record EventOrigin(Actor Who, string Source, string UserAgent, string Region, string Account, Ways Ways)
{
    public static EventOrigin Of(Sighting s) =>
        new(s.Actor, s.Event.SourceIPAddress, s.Event.UserAgent, s.Event.AwsRegion, s.Account, s.Ways);

    public bool IsOf(Sighting s) =>
        IsWho(s.Actor) && Source == s.Event.SourceIPAddress && UserAgent == s.Event.UserAgent && Region == s.Event.AwsRegion
        && Account == s.Account && Ways == s.Ways;

    public bool Equals(EventOrigin? other) =>
        other is not null && IsWho(other.Who) && Source == other.Source && UserAgent == other.UserAgent && Region == other.Region
        && Account == other.Account && Ways == other.Ways;

    public override int GetHashCode() => HashCode.Combine(Who.Arn, Who.SessionName, Who.AccessKeyId, Source, UserAgent, Region, Account, Ways);

    // Its key is the subject's, and whether it is a role's is told by its type.
    private bool IsWho(Actor other) => ReferenceEquals(Who, other)
        || (Who.Type == other.Type && Who.Arn == other.Arn && Who.UserName == other.UserName && Who.AccountId == other.AccountId
            && Who.SessionName == other.SessionName && Who.AccessKeyId == other.AccessKeyId);
}
