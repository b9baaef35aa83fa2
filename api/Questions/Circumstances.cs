using TrailWatch.CloudTrail;
using TrailWatch.Detections;
using TrailWatch.Identities;
using TrailWatch.Tuning;

namespace TrailWatch.Questions;

/// <summary>What holds for all questions of one request.</summary>
/// <param name="Detections">As they are set now.</param>
/// <param name="Directory">Who is known now.</param>
/// <param name="Granularity">Whether a role's sessions are one actor.</param>
/// <param name="Now">The clock, Unix ms: the time that is meant where somebody was never seen and no time was given.</param>
internal sealed record Circumstances(DetectionSet Detections, IdentityDirectory Directory, ActorGranularity Granularity, long Now)
{
    public DirectorySize Size { get; } = new(Directory.Identities, Directory.ServiceAccounts);

    public TunedDetection Detection(string id) => Detections.Of(id)!;

    public ActorReference Actor(string given) => ActorReference.Of(given, Granularity);
}
