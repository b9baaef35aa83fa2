using TrailWatch.Memory;

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

    /// <param name="sighting">The event.</param>
    /// <param name="isCounted">False where an exclusion keeps it from the spike detection's count.</param>
    public static void Count(Sighting sighting, bool isCounted) =>
        sighting.Count(sighting.Event.IsApiCall && isCounted ? WindowLabel.ApiCall : WindowLabel.OtherEvent);
}
