using TrailWatch.Memory;
using TrailWatch.Memory.Tally;

namespace TrailWatch.Detections;

/// <summary>
/// The windows that every event falls into, whatever the detections make of it: they tell a duplicate from a new event.
/// API calls have one of their own, which is at the same time the hour tally of the spike detection; a call that an exclusion
/// hides from it falls among the others. So an event that is sent again after its exclusion has changed, while its hour is open,
/// counts once as new.
/// </summary>
public static class Activity
{
    /// <summary>The detection that counts what is counted here.</summary>
    public const string CountedFor = ApiActivitySpike.ApiActivitySpike.Id;

    private const string ApiCalls = TallyLabel.ApiCalls;
    private const string Others = TallyLabel.OtherEvents;
    private const char Seen = TallyLabel.Seen;

    /// <param name="sighting">The event.</param>
    /// <param name="question">Of its batch.</param>
    /// <param name="isCounted">False where an exclusion keeps it from the spike detection's count.</param>
    public static void Ask(Sighting sighting, BatchQuestion question, bool isCounted)
    {
        var subject = question.Of(sighting);
        subject.AskTally().Count(sighting.Event.IsApiCall && isCounted ? ApiCalls : Others, Seen, sighting);
        subject.AskHabits().Add(sighting);
    }

    /// <summary>How many of the subject's events were new, and how many came after their hour had closed.</summary>
    public static (long Fresh, long Late) Of(SubjectAnswer answer)
    {
        long fresh = 0, late = 0;
        foreach (var (label, hour, count) in answer.Question.Tally?.Windows ?? [])
        {
            if (label[^1] == Seen && (label[..^1] is ApiCalls or Others))
            {
                var added = answer.Tally!.Added[(label, hour)];
                fresh += Math.Max(added, 0);
                late += added < 0 ? count : 0;
            }
        }

        return (fresh, late);
    }
}
