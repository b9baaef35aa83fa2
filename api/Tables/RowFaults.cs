namespace TrailWatch.Tables;

/// <summary>Every fault of a table, by the path of the field; one a path, for the first says enough.</summary>
public sealed class RowFaults
{
    /// <summary>A table of the wrong kind has a fault in every row; nobody reads more than this.</summary>
    public const int Cap = 100;

    private readonly Dictionary<string, string> _messages = new(StringComparer.Ordinal);

    /// <summary>All faults met, those beyond the cap too.</summary>
    public int Count { get; private set; }

    public bool Any => Count > 0;

    public void Add(string path, string message)
    {
        if (_messages.ContainsKey(path))
        {
            return;
        }

        Count++;
        if (_messages.Count < Cap)
        {
            _messages.Add(path, message);
        }
    }

    public bool Has(string path) => _messages.ContainsKey(path);

    public IDictionary<string, string[]> ToErrors() =>
        _messages.ToDictionary(m => m.Key, m => new[] { m.Value }, StringComparer.Ordinal);

    /// <summary>One sentence for a reader who sees no more than that: the number of faults and the first of them.</summary>
    public string Summary()
    {
        var first = _messages.Values.First();
        return Count switch
        {
            1 => $"Nothing was changed. {first}",
            <= Cap => $"Nothing was changed. There are {Count} faults; the first: {first}",
            _ => $"Nothing was changed. There are {Count} faults, of which the first {Cap} are listed; the first: {first}",
        };
    }
}
