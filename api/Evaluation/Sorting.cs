using TrailWatch.CloudTrail;
using TrailWatch.Identities;
using TrailWatch.Memory;

namespace TrailWatch.Evaluation;

/// <summary>A batch's events by actor, in order of time, each event id once, in rounds that the store takes at one go.</summary>
public sealed class Sorting
{
    /// <summary>Events in one round: far below the 1,048,576 arguments that one command may have.</summary>
    private const int RoundEvents = 5_000;

    /// <summary>Actors in one round: some scripts each, and all must have run within the store's time-out.</summary>
    private const int RoundActors = 500;

    private readonly Dictionary<string, List<Sighting>> _byActor = new(StringComparer.Ordinal);

    private Sorting(IReadOnlyDictionary<string, int> skipped) => Skipped = new(skipped, StringComparer.Ordinal);

    /// <summary>
    /// The events cut into rounds in order of time, each by actor. It makes no difference where the cuts are, as it makes none how
    /// a stream is cut into batches (law 2).
    /// </summary>
    public IEnumerable<IReadOnlyCollection<IReadOnlyList<Sighting>>> Rounds()
    {
        var round = new Dictionary<string, List<Sighting>>(StringComparer.Ordinal);
        var events = 0;
        foreach (var sighting in _byActor.Values.SelectMany(s => s).OrderBy(s => s.Event.Time))
        {
            Add(round, sighting);
            if (++events == RoundEvents || round.Count == RoundActors)
            {
                yield return round.Values;
                (round, events) = (new(StringComparer.Ordinal), 0);
            }
        }

        if (events > 0)
        {
            yield return round.Values;
        }
    }

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
                Add(sorting._byActor, new(e, actor, directory.Match(actor, e.Time)));
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

    private static void Add(Dictionary<string, List<Sighting>> byActor, Sighting sighting)
    {
        if (!byActor.TryGetValue(sighting.Actor.Key, out var sightings))
        {
            byActor[sighting.Actor.Key] = sightings = [];
        }

        sightings.Add(sighting);
    }
}
