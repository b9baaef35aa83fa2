using TrailWatch.CloudTrail;
using TrailWatch.Memory.Calls;

namespace TrailWatch.Memory.Windows;

/// <summary>The events of a window, summed up: a function of the set of events alone, whatever their order was.</summary>
public sealed class WindowRecord
{
    public const int EventIdCap = 20;
    private static readonly Actor Nobody = new("", "", "", "", "", null, null);
    private readonly long[] _counts = new long[WindowLabel.Most];
    private readonly List<(long Time, RecordId Id)> _earliest = [];
    private readonly HashSet<Actor> _principals = [];
    private (long Time, RecordId Id, Actor Who)? _latest;

    public long Count { get; private set; }

    public long FirstTime => _earliest.Count > 0 ? _earliest[0].Time : 0;

    public long LastTime => _latest?.Time ?? 0;

    /// <summary>Of the earliest events.</summary>
    public IReadOnlyList<string> EventIds => [.. _earliest.Select(e => e.Id.ToString())];

    public SortedSet<string> Names { get; } = new(StringComparer.Ordinal);

    public SortedSet<string> Sources { get; } = new(StringComparer.Ordinal);

    public SortedSet<string> UserAgents { get; } = new(StringComparer.Ordinal);

    public SortedSet<string> Regions { get; } = new(StringComparer.Ordinal);

    public SortedSet<string> Accounts { get; } = new(StringComparer.Ordinal);

    /// <summary>For a role's new calls: each with its first event.</summary>
    public IReadOnlyList<NewCall> NewCalls { get; internal set; } = [];

    /// <summary>The role's first call, Unix ms.</summary>
    public long RoleFirstSeen { get; internal set; }

    /// <summary>How many calls the role had made before that hour.</summary>
    public int KnownCalls { get; internal set; }

    /// <summary>Everybody who acted in the window.</summary>
    public IEnumerable<Actor> Principals => _principals;

    /// <summary>Distinct events of a label.</summary>
    public long CountOf(WindowLabel label) => _counts[label.Bit];

    /// <summary>Who made the latest event.</summary>
    /// <param name="key">Whose window it is.</param>
    public Actor Latest(string key) => (_latest?.Who ?? Nobody) with { Key = key };

    public static WindowRecord Of(IEnumerable<Sighting> sightings)
    {
        var record = new WindowRecord();
        foreach (var s in sightings)
        {
            record.Add(s.Event.Time, s.Event.Id, s.Actor, s.Labels);
            record.AddPlace(Subjects.EventOrigin.Of(s));
            record.Names.Add(s.Event.EventName);
        }

        return record;
    }

    internal void Add(long time, RecordId id, Actor who, uint labels)
    {
        Count++;
        for (var label = 0; label < _counts.Length; label++)
        {
            _counts[label] += (labels >> label) & 1;
        }

        if (_earliest.Count < EventIdCap || Compare((time, id), _earliest[^1]) < 0)
        {
            Insert((time, id));
        }

        if (_latest is not { } latest || Compare((time, id), (latest.Time, latest.Id)) > 0)
        {
            _latest = (time, id, who);
        }
    }

    internal void AddPlace(Subjects.EventOrigin origin)
    {
        Put(Sources, origin.Source);
        Put(UserAgents, origin.UserAgent);
        Put(Regions, origin.Region);
        Put(Accounts, origin.Account);
        _principals.Add(origin.Who);
    }

    private static void Put(SortedSet<string> list, string value)
    {
        if (value.Length > 0)
        {
            list.Add(value);
        }
    }

    private void Insert((long Time, RecordId Id) one)
    {
        var at = _earliest.Count;
        while (at > 0 && Compare(one, _earliest[at - 1]) < 0)
        {
            at--;
        }

        _earliest.Insert(at, one);
        if (_earliest.Count > EventIdCap)
        {
            _earliest.RemoveAt(EventIdCap);
        }
    }

    private static int Compare((long Time, RecordId Id) one, (long Time, RecordId Id) other) =>
        one.Time != other.Time ? one.Time.CompareTo(other.Time) : one.Id.CompareTo(other.Id);
}
