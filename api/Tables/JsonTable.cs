using System.Text.Json;

namespace TrailWatch.Tables;

/// <summary>Reads <c>{"items":[...]}</c> item by item, so that one bad item hides no other.</summary>
internal static class JsonTable
{
    public static TableRead<T> Read<T>(ReadOnlySpan<byte> utf8, IReadOnlyList<string> columns, Func<JsonRow, T> read)
        where T : class
    {
        var faults = new RowFaults();
        var rows = new List<T>();
        var strangers = new SortedSet<string>(StringComparer.Ordinal);
        try
        {
            if (!ReadBody(utf8, columns, read, rows, strangers, faults))
            {
                faults.Add("items", "The body is not an object with an array named items: {\"items\":[...]}.");
            }
        }
        catch (JsonException e)
        {
            faults.Add("body", $"The body is not JSON: line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}.");
        }
        catch (InvalidOperationException)
        {
            // Only half a surrogate pair behind a \u escape gets past the parser and not into a string.
            faults.Add("body", "The body holds text that is not valid Unicode.");
        }

        return new(rows, [.. strangers.Select(CsvHeader.Ignored)], faults);
    }

    private static bool ReadBody<T>(
        ReadOnlySpan<byte> utf8,
        IReadOnlyList<string> columns,
        Func<JsonRow, T> read,
        List<T> rows,
        SortedSet<string> strangers,
        RowFaults faults)
        where T : class
    {
        if (utf8.StartsWith("\uFEFF"u8))
        {
            utf8 = utf8["\uFEFF"u8.Length..];
        }

        var reader = new Utf8JsonReader(utf8);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        var found = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isItems = reader.ValueTextEquals("items"u8);
            reader.Read();
            if (!isItems)
            {
                reader.Skip();
                continue;
            }

            if (found || reader.TokenType != JsonTokenType.StartArray)
            {
                return false;
            }

            found = true;
            for (var i = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; i++)
            {
                ReadItem(ref reader, i, columns, read, rows, strangers, faults);
            }
        }

        // The last read is what complains of anything behind the closing brace.
        reader.Read();
        return found;
    }

    private static void ReadItem<T>(
        ref Utf8JsonReader reader,
        int index,
        IReadOnlyList<string> columns,
        Func<JsonRow, T> read,
        List<T> rows,
        SortedSet<string> strangers,
        RowFaults faults)
        where T : class
    {
        const int mostStrangers = 50;
        using var item = JsonDocument.ParseValue(ref reader);
        if (item.RootElement.ValueKind != JsonValueKind.Object)
        {
            faults.Add($"items[{index}]", $"items[{index}] is not an object.");
            return;
        }

        foreach (var property in item.RootElement.EnumerateObject())
        {
            if (strangers.Count < mostStrangers && !columns.Contains(property.Name, StringComparer.Ordinal))
            {
                strangers.Add(property.Name);
            }
        }

        rows.Add(read(new JsonRow(item.RootElement, $"items[{index}].", faults)));
    }
}
