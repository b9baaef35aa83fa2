using TrailWatch.CloudTrail;

namespace TrailWatch.Memory.Habits;

/// <summary>The ways in which an actor comes in; with its second factor (<see cref="MfaRecord"/>) they tell a machine from a human.</summary>
public static class Habit
{
    /// <summary>A sign-in at the console.</summary>
    public const string Console = "console";

    /// <summary>A long-term access key of a user or of root.</summary>
    public const string LongTermKey = "long-term-key";

    /// <summary>Temporary credentials.</summary>
    public const string Session = "session";

    /// <summary>Null where the event does not tell.</summary>
    public static string? Of(CloudTrailEvent e) => e switch
    {
        { EventName: "ConsoleLogin", Succeeded: true } => Console,
        { UserIdentity.HasSessionContext: true } => Session,
        _ => AccessKeys.IsLongTerm(e.UserIdentity?.AccessKeyId) ? LongTermKey : null,
    };
}
