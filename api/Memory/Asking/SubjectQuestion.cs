using TrailWatch.CloudTrail;

namespace TrailWatch.Memory.Asking;

/// <summary>All that a batch asks and tells about one subject: an actor, or a role whose calls are remembered.</summary>
public sealed class SubjectQuestion(string subject)
{
    private const int FewIds = 16;
    private HashSet<RecordId>? _ids;
    private List<Sighting>? _calls;

    public string Subject { get; } = subject;

    /// <summary>The subject's events of this batch, each id once, in order of time.</summary>
    public List<Sighting> Sightings { get; } = [];

    /// <summary>Adds an event, unless the batch has named its id already; says whether it was added.</summary>
    public bool Add(Sighting sighting)
    {
        if (Sightings.Count < FewIds)
        {
            foreach (var other in Sightings)
            {
                if (other.Event.Id == sighting.Event.Id)
                {
                    return false;
                }
            }
        }
        else if (!(_ids ??= [.. Sightings.Select(s => s.Event.Id)]).Add(sighting.Event.Id))
        {
            return false;
        }

        Sightings.Add(sighting);
        return true;
    }

    /// <summary>The calls of the subject as a role; several actors may be sessions of one role, so they come in any order.</summary>
    public IReadOnlyList<Sighting> Calls => _calls ?? (IReadOnlyList<Sighting>)[];

    /// <summary>Whether the subject learns calls as a role.</summary>
    public bool HasCalls { get; private set; }

    /// <summary>Under which name calls known from Splunk's lookup lie, to be asked beside the memory; null for none.</summary>
    public string? ImportedUnder { get; set; }

    /// <summary>A time before which nothing is known, from the directory's <c>lastActivity</c>, Unix ms; null for none.</summary>
    public long? ActiveSince { get; private set; }

    /// <summary>Lets the subject learn a call of its own, or of a session of its.</summary>
    public void Learn(Sighting call)
    {
        HasCalls = true;
        if (call.Actor.Key == Subject)
        {
            call.IsCall = true;
        }
        else
        {
            (_calls ??= []).Add(call);
        }
    }

    public void StartFrom(long time) => ActiveSince = ActiveSince is { } known ? Math.Max(known, time) : time;

    /// <summary>The last hour that had closed when the memory had taken the batch; -1 for none.</summary>
    internal long ClosedThen { get; set; } = -1;
}
