using nietras.SeparatedValues;

namespace TrailWatch.Tables;

/// <summary>Where the known columns stand in this table: any order, any case, strangers among them.</summary>
internal sealed class CsvHeader
{
    private const int LongestName = 100;
    private const int MostNotes = 50;
    private readonly Dictionary<string, int> _places = new(StringComparer.OrdinalIgnoreCase);
    private readonly bool[] _known;

    private CsvHeader(int width)
    {
        Width = width;
        _known = new bool[width];
    }

    public int Width { get; }

    public List<string> Notes { get; } = [];

    public bool IsKnown(int place) => _known[place];

    public bool TryFind(string field, out int place) => _places.TryGetValue(field, out place);

    public static CsvHeader Read(SepReader.Row row, IReadOnlyList<string> columns, IReadOnlyList<string> required, RowFaults faults)
    {
        var header = new CsvHeader(row.ColCount);
        var strangers = new List<string>();
        for (var i = 0; i < row.ColCount; i++)
        {
            var name = CellGuard.Unguard(row[i].ToString()).Trim();
            var column = columns.FirstOrDefault(c => string.Equals(c, name, StringComparison.OrdinalIgnoreCase));
            if (column is null)
            {
                strangers.Add(name);
            }
            else if (header._places.TryAdd(column, i))
            {
                header._known[i] = true;
            }
            else
            {
                faults.Add($"header.{column}", $"The header names the column {column} twice.");
            }
        }

        foreach (var column in required.Where(c => !header._places.ContainsKey(c)))
        {
            faults.Add($"header.{column}", $"The header, the first line, has no column {column}; columns are separated by commas.");
        }

        header.Notes.AddRange(strangers.Take(MostNotes).Select(Ignored));
        return header;
    }

    public static string Ignored(string name) =>
        $"The column {(name.Length <= LongestName ? name : name[..LongestName] + "...")} means nothing here and was ignored.";
}
