namespace TrailWatch.Identities;

/// <summary>One table as it stood at one version.</summary>
/// <param name="version">Counts the changes of this table; 0 where there was none.</param>
/// <param name="rows">By ordinal; null where an entry was taken out, so that the others keep their places.</param>
/// <param name="namesOf">Every name of an entry.</param>
public sealed class StoredTable<T>(long version, IReadOnlyList<T?> rows, Func<T, IEnumerable<string>> namesOf)
    where T : class
{
    private readonly Lazy<Dictionary<string, int[]>> _byName = new(() => Index(rows, namesOf));

    public long Version { get; } = version;

    public IReadOnlyList<T?> Rows { get; } = rows;

    /// <summary>In the order of the table.</summary>
    public IReadOnlyList<T> Entries { get; } = [.. rows.OfType<T>()];

    /// <summary>The ordinals of the entries with exactly this name, without regard to case; a <c>*</c> is a star here.</summary>
    public IReadOnlyList<int> Find(string name) => _byName.Value.GetValueOrDefault(name.Trim()) ?? [];

    private static Dictionary<string, int[]> Index(IReadOnlyList<T?> rows, Func<T, IEnumerable<string>> namesOf)
    {
        var index = new Dictionary<string, int[]>(rows.Count, StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < rows.Count; i++)
        {
            foreach (var name in rows[i] is { } entry ? namesOf(entry) : [])
            {
                if (!index.TryGetValue(name, out var places))
                {
                    index[name] = [i];
                }
                else if (places[^1] != i)
                {
                    index[name] = [.. places, i];
                }
            }
        }

        return index;
    }
}
