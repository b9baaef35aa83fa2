using TrailWatch.CloudTrail;

namespace TrailWatch.Memory.Habits;

/// <summary>A way to act without a second factor.</summary>
public enum WithoutMfa
{
    /// <summary>At a sign-in.</summary>
    Console,

    /// <summary>In a session.</summary>
    Session,

    /// <summary>With a long-term access key of a user or of root, which has none.</summary>
    LongTermKey,
}

/// <summary>What one event says of a second factor; the detection decides which of it counts.</summary>
/// <param name="With">One was used: in the session, or at the console.</param>
/// <param name="Without">In which ways none was, in the order of the enumeration.</param>
/// <param name="IsBeyondAws">If there was one, somebody else than AWS asked for it, or no human began the session.</param>
public readonly record struct MfaFacts(bool With, IReadOnlyList<WithoutMfa> Without, bool IsBeyondAws)
{
    public static MfaFacts Of(Sighting sighting)
    {
        var e = sighting.Event;
        if (e.UserIdentity is not { } who)
        {
            return new(false, [], false);
        }

        var signsIn = e is { EventName: "ConsoleLogin", Succeeded: true };
        var isLongTermKey = !who.HasSessionContext && who.Type is "IAMUser" or "Root"
            && AccessKeys.IsLongTerm(who.AccessKeyId);
        return new(
            who.MfaAuthenticated == true || (signsIn && e.MfaUsed == true),
            WaysOf(signsIn && e.MfaUsed == false, who.MfaAuthenticated == false, isLongTermKey),
            BeyondAws(sighting, who));
    }

    // Nearly every event is of one way or of none, and those lists are made once.
    private static WithoutMfa[] WaysOf(bool console, bool session, bool longTermKey) => (console, session, longTermKey) switch
    {
        (false, false, false) => [],
        (true, false, false) => s_console,
        (false, true, false) => s_session,
        (false, false, true) => s_longTermKey,
        _ => [.. console ? s_console : [], .. session ? s_session : [], .. longTermKey ? s_longTermKey : []],
    };

    private static readonly WithoutMfa[] s_console = [WithoutMfa.Console];
    private static readonly WithoutMfa[] s_session = [WithoutMfa.Session];
    private static readonly WithoutMfa[] s_longTermKey = [WithoutMfa.LongTermKey];

    private static bool BeyondAws(Sighting sighting, UserIdentity who) =>
        sighting.Actor.IsSso
        || who.Type is "SAMLUser" or "WebIdentityUser" or "IdentityCenterUser"
        || (who.Type == "AssumedRole" && sighting.Event.EventName == "ConsoleLogin")
        || who.IsInstanceProfile
        || who.IsWebIdentitySession
        || who.IssuerArn?.Contains("/aws-service-role/", StringComparison.Ordinal) == true
        || who.InvokedBy is not null;
}
