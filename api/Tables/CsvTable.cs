using System.Text;
using System.Text.Unicode;
using CommunityToolkit.HighPerformance;
using nietras.SeparatedValues;

namespace TrailWatch.Tables;

/// <summary>
/// CSV by RFC 4180, UTF-8 with or without a byte order mark, any line ends. Every fault of every row is gathered; whoever
/// calls takes all rows or none.
/// </summary>
internal static class CsvTable
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    public static TableRead<T> Read<T>(
        ReadOnlyMemory<byte> utf8, IReadOnlyList<string> columns, IReadOnlyList<string> required, Func<CsvRow, T?> read)
        where T : class
    {
        var faults = new RowFaults();
        if (utf8.Span.StartsWith(ByteOrderMark))
        {
            utf8 = utf8[ByteOrderMark.Length..];
        }

        if (FaultOfText(utf8.Span) is { } fault)
        {
            faults.Add("body", fault);
            return new([], [], faults);
        }

        try
        {
            return ReadRows(utf8, columns, required, read, faults);
        }
        catch (NotSupportedException)
        {
            // Sep's own limit on a row: 16 Mi characters.
            faults.Add("body", "A row is longer than 16 million characters.");
            return new([], [], faults);
        }
    }

    private static TableRead<T> ReadRows<T>(
        ReadOnlyMemory<byte> utf8,
        IReadOnlyList<string> columns,
        IReadOnlyList<string> required,
        Func<CsvRow, T?> read,
        RowFaults faults)
        where T : class
    {
        using var text = new StreamReader(utf8.AsStream(), Encoding.UTF8, detectEncodingFromByteOrderMarks: false);
        using var reader = Sep.New(',')
            .Reader(o => o with { HasHeader = false, Unescape = true, DisableColCountCheck = true })
            .From(text);
        CsvHeader? header = null;
        CsvRow? cells = null;
        var rows = new List<T>();
        var number = 0;
        foreach (var row in reader)
        {
            if (row.ColCount == 1 && row[0].Span.IsEmpty)
            {
                continue;
            }

            if (header is null)
            {
                header = CsvHeader.Read(row, columns, required, faults);
                cells = new CsvRow(header, faults);
                if (faults.Any)
                {
                    break;
                }

                continue;
            }

            cells!.Load(row, ++number);
            if (read(cells) is { } entry)
            {
                rows.Add(entry);
            }
        }

        if (header is null)
        {
            faults.Add("body", $"The table is empty: its first line is a header with the column {string.Join(", ", required)}.");
        }

        return new(rows, header?.Notes ?? [], faults);
    }

    // An open quote would swallow the rest of the table as one cell, without a complaint.
    private static string? FaultOfText(ReadOnlySpan<byte> utf8) =>
        !Utf8.IsValid(utf8) ? "The table is not UTF-8 text."
        : System.MemoryExtensions.Count(utf8, (byte)'"') % 2 != 0 ? "A quotation mark is not closed."
        : null;
}
