using TrailWatch.CloudTrail;
using TrailWatch.Memory.Calls;

namespace TrailWatch.Memory.Windows;

/// <summary>The events of a window, summed up: a function of the set of events alone, whatever their order was.</summary>
public sealed class WindowRecord
{
    public const int EventIdCap = 20;
    private readonly Dictionary<char, SortedSet<string>> _lists = [];
    private readonly SortedSet<(long Time, string Id)> _earliest = [];
    private readonly Dictionary<string, long> _counts = new(StringComparer.Ordinal);
    private (long Time, string Id, string Principal)? _latest;

    public long Count => _counts.Values.Sum();

    public long FirstTime => _earliest.Min.Time;

    public long LastTime => _latest?.Time ?? 0;

    public IReadOnlyList<string> EventIds => [.. _earliest.Take(EventIdCap).Select(e => e.Id)];

    /// <summary>For a role's new calls: each with its first event.</summary>
    public IReadOnlyList<NewCall> NewCalls { get; internal set; } = [];

    /// <summary>The role's first call, Unix ms.</summary>
    public long RoleFirstSeen { get; internal set; }

    /// <summary>How many calls the role had made before that hour.</summary>
    public int KnownCalls { get; internal set; }

    /// <summary>Distinct values of a list, sorted: <c>n</c> names, <c>s</c> sources, <c>u</c> user agents, <c>r</c> regions, <c>a</c> accounts.</summary>
    public IReadOnlyCollection<string> List(char list) => _lists.TryGetValue(list, out var values) ? values : [];

    /// <summary>Distinct events whose window label ends with the mark.</summary>
    public long CountOf(char mark) => _counts.Where(c => c.Key[^1] == mark).Sum(c => c.Value);

    /// <summary>Who made the latest event.</summary>
    public Actor Latest(string key) => Sighting.PrincipalOf(key, _latest?.Principal ?? "\u001f\u001f\u001f\u001f\u001f");

    /// <summary>Everybody who acted in the window.</summary>
    public IEnumerable<Actor> Principals(string key) => List(WindowValues.Principal).Select(p => Sighting.PrincipalOf(key, p[16..]));

    public static WindowRecord Of(IEnumerable<Sighting> sightings)
    {
        var record = new WindowRecord();
        foreach (var s in sightings)
        {
            record.Add("-", 1);
            record.AddEvent(s.Event.Time, s.Event.EventId, s.Principal);
            var values = new HashSet<string>(StringComparer.Ordinal);
            WindowValues.Add(values, s);
            record.AddValues(values);
        }

        return record;
    }

    internal void Add(string label, long count) => _counts[label] = _counts.GetValueOrDefault(label) + count;

    internal void AddValues(IEnumerable<string> values)
    {
        foreach (var value in values)
        {
            AddValue(value[0], value[1..]);
        }
    }

    internal void AddValue(char list, string value)
    {
        if (!_lists.TryGetValue(list, out var known))
        {
            _lists[list] = known = new(StringComparer.Ordinal);
        }

        known.Add(value);
    }

    internal void AddEvent(long time, string id, string principal)
    {
        _earliest.Add((time, id));
        if (_latest is not { } latest || time > latest.Time || (time == latest.Time && string.CompareOrdinal(id, latest.Id) > 0))
        {
            _latest = (time, id, principal);
        }
    }

    internal string PrincipalOf(ulong mark) =>
        List(WindowValues.Principal).FirstOrDefault(p => p.StartsWith($"{mark:x16}", StringComparison.Ordinal))?[16..] ?? "\u001f\u001f\u001f\u001f\u001f";
}
