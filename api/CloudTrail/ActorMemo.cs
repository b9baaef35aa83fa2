namespace TrailWatch.CloudTrail;

/// <summary>
/// Who an identity turned out to be, kept beside it, for the same identity acts many times. It is no part of the identity: two
/// with unlike memos are equal, and in a copy with other values it is void.
/// </summary>
internal struct ActorMemo : IEquatable<ActorMemo>
{
    // One reference, so that threads may read and write it as they like.
    private Resolved? _last;

    /// <summary>What was kept for the same question, if it was the last.</summary>
    public readonly Resolved? For(CloudTrailEvent e, UserIdentity identity, ActorGranularity granularity) =>
        _last is { } last && ReferenceEquals(last.Identity, identity) && last.Granularity == granularity
        && ReferenceEquals(last.Partition, Partitions.OfRegion(e.AwsRegion)) && last.Recipient == e.RecipientAccountId
            ? last
            : null;

    public Resolved Keep(Resolved resolved) => _last = resolved;

    public readonly bool Equals(ActorMemo other) => true;

    public override readonly bool Equals(object? obj) => obj is ActorMemo;

    public override readonly int GetHashCode() => 0;

    /// <summary>An answer, and all that it depends on.</summary>
    /// <param name="Identity">Whose it is.</param>
    /// <param name="Granularity">As asked.</param>
    /// <param name="Partition">That of the event's region.</param>
    /// <param name="Recipient">The event's recipientAccountId.</param>
    /// <param name="Actor">Null where the event is nobody's.</param>
    /// <param name="SkipReason">Why; else empty.</param>
    internal sealed record Resolved(
        UserIdentity Identity, ActorGranularity Granularity, string Partition, string Recipient, Actor? Actor, string SkipReason);
}
