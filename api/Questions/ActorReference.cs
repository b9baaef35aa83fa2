using TrailWatch.CloudTrail;
using TrailWatch.Memory.Baselines;

namespace TrailWatch.Questions;

/// <summary>An actor that somebody asks about: by its key, as findings give it, or by the ARN of a role's session.</summary>
/// <param name="Given">As it was asked for.</param>
/// <param name="Actor">As far as that says.</param>
internal sealed record ActorReference(string Given, Actor Actor)
{
    public string Key => Actor.Key;

    /// <summary>To go after the statement that this actor was never seen; empty where there is nothing to say.</summary>
    public string Hint => Given != Actor.Key && Given == Actor.Arn
        ? " The ARN of a session does not say the path of its role: if it has one, ask by the role's own ARN."
        : "";

    public static ActorReference Of(string given, ActorGranularity granularity)
    {
        var key = ImportedActor.KeyOf(given, granularity);
        var actor = ActorOfKey.Read(key) with { Key = ActorKey.Cap(key) };
        return new(given, key == given ? actor : actor with { Arn = given });
    }
}
