using TrailWatch.Memory.Calls;

namespace TrailWatch.Questions;

/// <summary>What a call at a moment is to its role.</summary>
/// <param name="Verdict">known, new, learning or never-seen.</param>
/// <param name="IsTold">Whether the detection tells it as new, if nothing keeps it silent.</param>
/// <param name="RoleFirst">The role's first call, Unix ms; null where none is known.</param>
/// <param name="RoleNewest">Its newest that was seen, Unix ms.</param>
/// <param name="First">When the role first made this call, Unix ms; null where never.</param>
/// <param name="Last">When last.</param>
/// <param name="BeganThen">The call is remembered as one that became new at this very moment.</param>
/// <param name="LearningUntil">Until then the role only learns, Unix ms; null where it is not known.</param>
internal sealed record CallFact(
    string Verdict, bool IsTold, long? RoleFirst, long? RoleNewest, long? First, long? Last, bool BeganThen, long? LearningUntil)
{
    public const string Known = "known";
    public const string New = "new";
    public const string Learning = "learning";
    public const string NeverSeen = "never-seen";

    /// <summary>By the rules by which new-api-call-from-role judges an event; an event that is remembered finds itself.</summary>
    public static CallFact Of(KnownCalls known, string call, KnownCalls? imported, string name, long at, long learningMs, long? forgetMs)
    {
        var own = known.Calls.GetValueOrDefault(call);
        var listed = imported?.Calls.GetValueOrDefault(name);
        var roleFirst = Earlier(known.First, imported?.First);
        var isKnown = IsKnown(own, at, forgetMs) || listed?.Covers(at, forgetMs) == true;
        var learnt = at - Math.Min(roleFirst ?? at, at) >= learningMs;
        var verdict = isKnown ? Known
            : roleFirst is null || roleFirst > at ? NeverSeen
            : learnt ? New
            : Learning;
        return new(
            verdict, !isKnown && learnt, roleFirst, known.Newest, Earlier(own?.First, listed?.First), Later(own?.Last, listed?.Last),
            own?.Runs.Any(r => r.Start == at) == true, roleFirst + learningMs);
    }

    /// <summary>Seen before, and not so long ago that it is new again. Of what lies before the last two runs only the first time is kept.</summary>
    private static bool IsKnown(CallHistory? history, long at, long? forgetMs) => history is not null
        && (history.Runs.Any(r => r.Start < at && (forgetMs is not { } gap || at - r.End <= gap)) || (history.First < at && at < history.Runs[0].Start));

    private static long? Earlier(long? a, long? b) => a is null || b < a ? b : a;

    private static long? Later(long? a, long? b) => a is null || b > a ? b : a;
}
