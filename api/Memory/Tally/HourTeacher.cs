using TrailWatch.Memory.Store;

namespace TrailWatch.Memory.Tally;

/// <summary>Teaches baselines what analysts say of hours that were spikes.</summary>
public sealed class HourTeacher(IStore store)
{
    /// <summary>
    /// Lessons of closed hours that a subject's state keeps, the latest; those of its open hours are few by themselves. What goes is
    /// still known to the finding.
    /// </summary>
    public const int ClosedCap = 50;

    private static readonly string Script = LuaScripts.Load("teach.lua");

    /// <param name="subject">Whose baseline.</param>
    /// <param name="label">Of which window.</param>
    /// <param name="hour">The clock hour, counted from 1970.</param>
    /// <param name="lesson">What to learn of it.</param>
    /// <param name="count">The hour's, which is folded if the hour has closed.</param>
    /// <param name="counted">Whether the count is known to be a point of its own already, should the memory have let go of that.</param>
    public async Task<Taught> TeachAsync(string subject, string label, long hour, Lesson lesson, long count, bool counted)
    {
        var reply = await store.Database.ScriptEvaluateAsync(
            Script, [new SubjectKeys(store.KeyPrefix, subject).State], [label, hour, Lessons.Write(lesson), count, counted ? 1 : 0, ClosedCap]).ConfigureAwait(false);
        return Enum.Parse<Taught>(((string)reply!).Replace("-", "", StringComparison.Ordinal), ignoreCase: true);
    }
}
