using TrailWatch.CloudTrail;

namespace TrailWatch.Memory.Habits;

/// <summary>The ways in which an actor comes in; what tells a machine from a human.</summary>
public static class Habit
{
    /// <summary>A second factor was used: in the session, or at the console.</summary>
    public const string Mfa = "mfa";

    /// <summary>AWS says that no second factor was used.</summary>
    public const string NoMfa = "no-mfa";

    /// <summary>A sign-in at the console.</summary>
    public const string Console = "console";

    /// <summary>A long-term access key of a user or of root.</summary>
    public const string LongTermKey = "long-term-key";

    /// <summary>Temporary credentials.</summary>
    public const string Session = "session";

    public static IEnumerable<string> Of(CloudTrailEvent e)
    {
        if (e is { EventName: "ConsoleLogin", Succeeded: true })
        {
            yield return Console;
            if (e.MfaUsed is { } used)
            {
                yield return used ? Mfa : NoMfa;
            }

            yield break;
        }

        if (e.UserIdentity is not { } who)
        {
            yield break;
        }

        if (who.HasSessionContext)
        {
            yield return Session;
        }
        else if (who.AccessKeyId?.StartsWith("AKIA", StringComparison.Ordinal) == true)
        {
            yield return LongTermKey;
        }

        if (who.MfaAuthenticated is { } authenticated)
        {
            yield return authenticated ? Mfa : NoMfa;
        }
    }
}
