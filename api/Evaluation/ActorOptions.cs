using TrailWatch.CloudTrail;

namespace TrailWatch.Evaluation;

/// <summary>Section <c>Actors</c>.</summary>
public sealed class ActorOptions
{
    /// <summary>Whether a role's sessions share one memory (<c>Role</c>) or each is an actor, as in the original searches (<c>Session</c>).</summary>
    public ActorGranularity Granularity { get; set; } = ActorGranularity.Role;
}
