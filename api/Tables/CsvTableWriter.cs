using System.Buffers;
using System.Text;
using CommunityToolkit.HighPerformance;
using nietras.SeparatedValues;

namespace TrailWatch.Tables;

/// <summary>Writes a table that <see cref="CsvTable"/> reads back exactly and that a spreadsheet opens harmlessly.</summary>
internal sealed class CsvTableWriter : IDisposable
{
    private readonly IReadOnlyList<string> _columns;
    private readonly SepWriter _writer;

    public CsvTableWriter(IBufferWriter<byte> output, IReadOnlyList<string> columns)
    {
        _columns = columns;
        var text = new StreamWriter(output.AsStream(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        _writer = Sep.New(',').Writer(o => o with { Escape = true, WriteHeader = true }).To(text, leaveOpen: false);
        _writer.Header.Add([.. columns]);
    }

    /// <summary>Cells in the order of the columns; null leaves a cell empty.</summary>
    public void Write(params ReadOnlySpan<string?> cells)
    {
        using var row = _writer.NewRow();
        for (var i = 0; i < cells.Length; i++)
        {
            row[_columns[i]].Set(CellGuard.Guard(cells[i] ?? ""));
        }
    }

    public void Dispose() => _writer.Dispose();
}
