using System.Collections.Concurrent;

namespace TrailWatch.Identities;

/// <summary>
/// The entries of one table by name. Exact names are one look-up. What the wildcards say of a name is found once and then
/// remembered, in two generations: when the young one is full the old one is dropped, so names that keep coming stay and the
/// stream of session names that come once cannot grow the memory.
/// </summary>
internal sealed class NameIndex
{
    private const int GenerationSize = 16_384;

    private readonly Dictionary<string, int[]> _exact;
    private readonly (Wildcard Pattern, int Entry)[] _wildcards;
    private volatile Generations _seen = Generations.Fresh();

    public NameIndex(IEnumerable<(string Name, int Entry)> names)
    {
        var exact = new Dictionary<string, List<int>>(StringComparer.OrdinalIgnoreCase);
        var wildcards = new List<(Wildcard, int)>();
        foreach (var (name, entry) in names)
        {
            if (Wildcard.IsOne(name))
            {
                wildcards.Add((new Wildcard(name), entry));
            }
            else if (!exact.TryGetValue(name, out var entries))
            {
                exact.Add(name, [entry]);
            }
            else if (entries[^1] != entry)
            {
                entries.Add(entry);
            }
        }

        _exact = exact.ToDictionary(e => e.Key, e => e.Value.ToArray(), StringComparer.OrdinalIgnoreCase);
        _wildcards = [.. wildcards];
    }

    public bool IsEmpty => _exact.Count == 0 && _wildcards.Length == 0;

    /// <summary>Names remembered for the wildcards; never more than two generations and the threads at work.</summary>
    internal int Remembered => _seen.Young.Count + _seen.Old.Count;

    /// <summary>In the order of the table.</summary>
    public int[] Exact(string name) => _exact.TryGetValue(name, out var entries) ? entries : [];

    /// <summary>In the order of the table.</summary>
    public int[] ByWildcard(string name)
    {
        if (_wildcards.Length == 0)
        {
            return [];
        }

        var seen = _seen;
        if (seen.Young.TryGetValue(name, out var entries))
        {
            return entries;
        }

        if (!seen.Old.TryGetValue(name, out entries))
        {
            entries = Search(name);
        }

        if (seen.Young.TryAdd(name, entries) && Interlocked.Increment(ref seen.Size) == GenerationSize)
        {
            _seen = seen.Next();
        }

        return entries;
    }

    private int[] Search(string name)
    {
        var found = new List<int>();
        foreach (var (pattern, entry) in _wildcards)
        {
            if (pattern.Matches(name))
            {
                found.Add(entry);
            }
        }

        return found.Count == 0 ? [] : [.. found];
    }

    private sealed class Generations(ConcurrentDictionary<string, int[]> old)
    {
        // A plain field, for ConcurrentDictionary.Count takes every lock.
        public int Size;

        public ConcurrentDictionary<string, int[]> Young { get; } = new(StringComparer.OrdinalIgnoreCase);

        public ConcurrentDictionary<string, int[]> Old { get; } = old;

        public static Generations Fresh() => new(new(StringComparer.OrdinalIgnoreCase));

        public Generations Next() => new(Young);
    }
}
