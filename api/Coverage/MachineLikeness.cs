using TrailWatch.CloudTrail;
using TrailWatch.Memory.Habits;

namespace TrailWatch.Coverage;

/// <summary>
/// Whether an actor looks like a machine: a role that is not a human's (IAM Identity Center), or a user with nothing but long-term
/// keys; and nobody who was ever seen with a second factor or at the console, for machines have neither.
/// </summary>
internal static class MachineLikeness
{
    /// <summary>Role, or user with long-term keys only; null for one who may be a human.</summary>
    public static string? Of(Actor actor, IReadOnlyDictionary<string, long> habits)
    {
        if (habits.ContainsKey(MfaRecord.Used) || habits.ContainsKey(Habit.Console))
        {
            return null;
        }

        return actor.Type switch
        {
            "AssumedRole" when !actor.IsSso && habits.Count > 0 => "a role",
            "IAMUser" when habits.ContainsKey(Habit.LongTermKey) && !habits.ContainsKey(Habit.Session) => "a user with long-term keys only",
            _ => null,
        };
    }
}
