using System.Text.Json;

namespace TrailWatch.Tables;

/// <summary>One entry as a JSON object.</summary>
/// <param name="item">The object.</param>
/// <param name="path">Stands before a field's name in a fault, for example <c>items[3].</c>; empty for an entry by itself.</param>
/// <param name="faults">Where faults go.</param>
internal sealed class JsonRow(JsonElement item, string path, RowFaults faults) : RowFields(faults)
{
    public JsonElement Item => item;

    public override string? Text(string field)
    {
        if (!Find(field, out var value))
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.String)
        {
            Fault(field, "is not a string");
            return null;
        }

        var text = value.GetString();
        return string.IsNullOrWhiteSpace(text) ? null : text;
    }

    public override IReadOnlyList<string> Names(string field)
    {
        if (!Find(field, out var value))
        {
            return [];
        }

        if (value.ValueKind == JsonValueKind.String)
        {
            return value.GetString()!.Trim() is { Length: > 0 } name ? [name] : [];
        }

        if (value.ValueKind != JsonValueKind.Array)
        {
            Fault(field, "is neither a string nor an array of strings");
            return [];
        }

        var names = new List<string>(value.GetArrayLength());
        foreach (var (i, element) in value.EnumerateArray().Index())
        {
            if (element.ValueKind == JsonValueKind.String && element.GetString()!.Trim() is { Length: > 0 } name)
            {
                names.Add(name);
            }
            else
            {
                Fault($"{field}[{i}]", "is not a name");
            }
        }

        return Distinct(names);
    }

    public override bool? Flag(string field)
    {
        if (!Find(field, out var value))
        {
            return null;
        }

        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return value.GetBoolean();
        }

        Fault(field, "is neither true nor false");
        return null;
    }

    public override DateTimeOffset? Time(string field)
    {
        if (!Find(field, out var value))
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.String && TimeText.TryReadRfc3339(value.GetString(), out var time))
        {
            return time;
        }

        Fault(field, "is not an RFC 3339 time such as 2026-03-02T10:00:00Z");
        return null;
    }

    protected override string Path(string field) => path + field;

    protected override string Place(string field) => Path(field);

    private bool Find(string field, out JsonElement value) =>
        item.TryGetProperty(field, out value) && value.ValueKind != JsonValueKind.Null;
}
