using TrailWatch.CloudTrail;
using TrailWatch.Identities;
using TrailWatch.Memory;

namespace TrailWatch.Evaluation;

/// <summary>A batch's events by actor, in order of time, each event id once.</summary>
public sealed class Sorting
{
    private readonly Dictionary<string, List<Sighting>> _byActor = new(StringComparer.Ordinal);

    private Sorting(IReadOnlyDictionary<string, int> skipped) => Skipped = new(skipped, StringComparer.Ordinal);

    public IEnumerable<IReadOnlyList<Sighting>> Actors => _byActor.Values;

    /// <summary>Events of nobody, by reason.</summary>
    public Dictionary<string, int> Skipped { get; }

    /// <summary>Events whose id this batch has already named for the same actor.</summary>
    public int Repeated { get; private set; }

    public static Sorting Of(RecordBatch batch, ActorGranularity granularity, IdentityDirectory directory)
    {
        var sorting = new Sorting(batch.Skipped);
        foreach (var e in batch.Events)
        {
            if (ActorResolver.Resolve(e, granularity, out var reason) is { } actor)
            {
                sorting.Add(new(e, actor, directory.Match(actor, e.Time)));
            }
            else
            {
                sorting.Skipped[reason] = sorting.Skipped.GetValueOrDefault(reason) + 1;
            }
        }

        foreach (var sightings in sorting._byActor.Values)
        {
            sightings.Sort(static (a, b) => a.Event.Time != b.Event.Time
                ? a.Event.Time.CompareTo(b.Event.Time)
                : string.CompareOrdinal(a.Event.EventId, b.Event.EventId));
            var seen = new HashSet<string>(StringComparer.Ordinal);
            sorting.Repeated += sightings.RemoveAll(s => !seen.Add(s.Event.EventId));
        }

        return sorting;
    }

    private void Add(Sighting sighting)
    {
        if (!_byActor.TryGetValue(sighting.Actor.Key, out var sightings))
        {
            _byActor[sighting.Actor.Key] = sightings = [];
        }

        sightings.Add(sighting);
    }
}
