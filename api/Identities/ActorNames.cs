using TrailWatch.CloudTrail;

namespace TrailWatch.Identities;

/// <summary>The names under which an actor may stand in the directory. A role's name is its userName.</summary>
internal static class ActorNames
{
    /// <summary>The most names that <see cref="Write"/> writes.</summary>
    public const int Most = 5;

    /// <summary>Each name once; an SSO session's name is its human, who is no service account.</summary>
    public static int Write(Actor actor, bool withSession, Span<string> names)
    {
        var count = 0;
        Add(actor.UserName, names, ref count);
        Add(actor.Arn, names, ref count);
        Add(actor.Key, names, ref count);
        Add(actor.RoleArn, names, ref count);
        if (withSession && actor.IsSso)
        {
            Add(actor.SessionName, names, ref count);
        }

        return count;
    }

    private static void Add(string? name, Span<string> names, ref int count)
    {
        if (!string.IsNullOrEmpty(name) && !names[..count].Contains(name))
        {
            names[count++] = name;
        }
    }
}
