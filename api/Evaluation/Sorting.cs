using TrailWatch.CloudTrail;
using TrailWatch.Identities;
using TrailWatch.Memory;

namespace TrailWatch.Evaluation;

/// <summary>A batch's events in order of time, each with its actor, in rounds that the memory takes at one go.</summary>
public sealed class Sorting
{
    /// <summary>Events in one round: what a round sends and keeps in memory is bounded by it.</summary>
    private const int RoundEvents = 10_000;

    private readonly List<Sighting> _sightings;

    private Sorting(RecordBatch batch)
    {
        _sightings = new(batch.Events.Count);
        Skipped = new(batch.Skipped, StringComparer.Ordinal);
    }

    /// <summary>Events of nobody, by reason.</summary>
    public Dictionary<string, int> Skipped { get; }

    /// <summary>The events cut into rounds in order of time.</summary>
    public IEnumerable<IReadOnlyList<Sighting>> Rounds()
    {
        for (var from = 0; from < _sightings.Count; from += RoundEvents)
        {
            yield return from == 0 && _sightings.Count <= RoundEvents
                ? _sightings
                : _sightings.GetRange(from, Math.Min(RoundEvents, _sightings.Count - from));
        }
    }

    public static Sorting Of(RecordBatch batch, ActorGranularity granularity, IdentityDirectory directory)
    {
        var sorting = new Sorting(batch);
        foreach (var e in batch.Events)
        {
            if (ActorResolver.Resolve(e, granularity, out var reason) is { } actor)
            {
                sorting._sightings.Add(new(e, actor, directory.Match(actor, e.Time)));
            }
            else
            {
                sorting.Skipped[reason] = sorting.Skipped.GetValueOrDefault(reason) + 1;
            }
        }

        sorting._sightings.Sort(static (a, b) => a.Event.Time != b.Event.Time ? a.Event.Time.CompareTo(b.Event.Time) : a.Event.Id.CompareTo(b.Event.Id));
        return sorting;
    }
}
