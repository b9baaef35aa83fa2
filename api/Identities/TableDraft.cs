namespace TrailWatch.Identities;

/// <summary>A table while it is being changed: what is looked up is what stands there now.</summary>
public sealed class TableDraft<T>(StoredTable<T> was, TableKind<T> kind)
    where T : class
{
    private readonly Dictionary<int, T?> _changes = [];
    private readonly Dictionary<string, List<int>> _newNames = new(StringComparer.OrdinalIgnoreCase);
    private int _next = was.Rows.Count;

    public StoredTable<T> Was => was;

    /// <summary>Ordinal to entry, null for one that was taken out; entries that ended as they had been are not among them.</summary>
    public IReadOnlyDictionary<int, T?> Changes => _changes;

    public int Added => _next - was.Rows.Count;

    public T? this[int ordinal] =>
        _changes.TryGetValue(ordinal, out var changed) ? changed : ordinal < was.Rows.Count ? was.Rows[ordinal] : null;

    /// <summary>The ordinals of the entries with any of these names.</summary>
    public IReadOnlyList<int> Find(params IEnumerable<string> names) =>
        [.. names.SelectMany(Find).Distinct().Order()];

    public void Set(int ordinal, T entry)
    {
        if (this[ordinal] is { } now && EntryTag.Of(now, kind) == EntryTag.Of(entry, kind))
        {
            return;
        }

        _changes[ordinal] = entry;
        foreach (var name in kind.NamesOf(entry))
        {
            if (!_newNames.TryGetValue(name, out var places))
            {
                _newNames[name] = places = [];
            }

            places.Add(ordinal);
        }
    }

    public void Add(T entry) => Set(_next++, entry);

    public void Remove(int ordinal) => _changes[ordinal] = null;

    private IEnumerable<int> Find(string name) => was.Find(name)
        .Concat(_newNames.GetValueOrDefault(name.Trim()) ?? [])
        .Where(i => this[i] is { } entry && kind.NamesOf(entry).Contains(name.Trim(), StringComparer.OrdinalIgnoreCase));
}
