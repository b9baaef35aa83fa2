using System.Globalization;
using nietras.SeparatedValues;

namespace TrailWatch.Tables;

/// <summary>One data row of a CSV table; the same object serves every row in turn.</summary>
internal sealed class CsvRow(CsvHeader header, RowFaults faults) : RowFields(faults)
{
    private readonly string?[] _cells = new string?[header.Width];
    private int _line;

    /// <summary>Counted from 1, without the header and blank lines.</summary>
    public int Number { get; private set; }

    internal void Load(SepReader.Row row, int number)
    {
        Number = number;
        _line = row.LineNumberFrom;
        Array.Clear(_cells);
        if (row.ColCount != header.Width)
        {
            Fault("columns", $"has {row.ColCount} cells where the header has {header.Width}");
        }

        for (var i = 0; i < Math.Min(row.ColCount, header.Width); i++)
        {
            if (header.IsKnown(i))
            {
                _cells[i] = CellGuard.Unguard(row[i].ToString());
            }
        }
    }

    public override string? Text(string field) =>
        header.TryFind(field, out var place) && !string.IsNullOrWhiteSpace(_cells[place]) ? _cells[place] : null;

    // Splunk separates the values of one field by a line feed when it exports them, by | in the files that people keep.
    public override IReadOnlyList<string> Names(string field) =>
        Text(field) is not { } text
            ? []
            : Distinct(text.Split(['|', '\n', '\r'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    public override bool? Flag(string field)
    {
        switch (Text(field)?.Trim().ToUpperInvariant())
        {
            case null:
                return null;
            case "TRUE" or "T" or "YES" or "Y" or "1":
                return true;
            case "FALSE" or "F" or "NO" or "N" or "0":
                return false;
            default:
                Fault(field, "is neither true nor false");
                return null;
        }
    }

    public override DateTimeOffset? Time(string field)
    {
        if (Text(field) is not { } text)
        {
            return null;
        }

        if (TimeText.TryReadCell(text.Trim(), out var time))
        {
            return time;
        }

        Fault(field, "is not a time: write RFC 3339, epoch seconds, YYYY-MM-DD[ HH:MM:SS] or MM/DD/YYYY");
        return null;
    }

    /// <summary>A finite number of at least 0.</summary>
    public double? Quantity(string field)
    {
        if (Text(field) is not { } text)
        {
            return null;
        }

        if (double.TryParse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number) && number >= 0)
        {
            return number;
        }

        Fault(field, "is not a finite number of at least 0");
        return null;
    }

    /// <summary>A whole number of at least 0; Splunk may write it with a fraction of zeros.</summary>
    public long? Whole(string field)
    {
        const NumberStyles digits =
            NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;
        if (Text(field) is not { } text)
        {
            return null;
        }

        if (long.TryParse(text, digits, CultureInfo.InvariantCulture, out var number) && number >= 0)
        {
            return number;
        }

        Fault(field, "is not a whole number of at least 0");
        return null;
    }

    protected override string Path(string field) => $"row {Number}.{field}";

    protected override string Place(string field) => $"Row {Number} (line {_line}): {field}";
}
