using Microsoft.Extensions.Options;

namespace TrailWatch.Memory.Tally;

/// <summary>Teaches baselines what analysts say of hours that were spikes.</summary>
public sealed class HourTeacher(IStore store, IOptions<MemoryOptions> options)
{
    /// <summary>
    /// Lessons of closed hours that a subject's state keeps, the latest; those of its open hours are few by themselves. What goes is
    /// still known to the finding.
    /// </summary>
    public const int ClosedCap = 50;

    /// <param name="subject">Whose baseline.</param>
    /// <param name="label">Of which window.</param>
    /// <param name="hour">The clock hour, counted from 1970.</param>
    /// <param name="lesson">What to learn of it.</param>
    /// <param name="count">The hour's, which is folded if the hour has closed.</param>
    /// <param name="counted">Whether the count is known to be a point of its own already, should the memory have let go of that.</param>
    public Task<Taught> TeachAsync(string subject, string label, long hour, Lesson lesson, long count, bool counted) => SubjectStore.ChangeAsync(
        store, subject, options.Value.ActorRetentionMs, state => Teach(state.Tally, label, hour, lesson, count, counted));

    /// <summary>
    /// While the hour is open the lesson only waits for the hour to close. Once it is folded, benign means that the count is in, for good; no
    /// later word takes it out.
    /// </summary>
    private static (bool Changed, Taught Taught) Teach(TallyBook tally, string label, long hour, Lesson lesson, long count, bool counted)
    {
        var isTaught = tally.Lessons.TryGetValue((label, hour), out var was);
        if (hour > tally.Folded)
        {
            return tally.Find(hour) is null ? (false, Taught.Forgotten) : (Wait(tally, label, hour, lesson, isTaught), lesson switch
            {
                Lesson.Benign => Taught.CountsAtClose,
                Lesson.Malicious => Taught.LeftOutAtClose,
                _ => Taught.FoldsAsUsual,
            });
        }

        if (was == Lesson.Benign || (counted && !isTaught))
        {
            return (false, Taught.AlreadyCounted);
        }

        if (lesson != Lesson.Benign)
        {
            return (false, was == Lesson.Malicious ? Taught.AlreadyLeftOut : Taught.TooLate);
        }

        var learnt = tally.Baselines.GetValueOrDefault(label);
        tally.Baselines[label] = learnt with { Value = learnt.Value.Learn(count) };
        tally.Lessons[(label, hour)] = lesson;
        foreach (var old in tally.Lessons.Keys.Where(l => l.Hour <= tally.Folded && l != (label, hour)).OrderByDescending(l => l.Hour).ThenByDescending(l => l.Label, StringComparer.Ordinal).Skip(ClosedCap - 1).ToList())
        {
            tally.Lessons.Remove(old);
        }

        return (true, Taught.Counted);
    }

    private static bool Wait(TallyBook tally, string label, long hour, Lesson lesson, bool isTaught)
    {
        if (isTaught || lesson != Lesson.None)
        {
            tally.Lessons[(label, hour)] = lesson;
            return true;
        }

        return false;
    }
}
