using System.Text.Json;
using System.Text.Json.Nodes;
using TrailWatch.Tables;

namespace TrailWatch.Identities;

/// <summary>
/// Changes of entries by JSON merge patch (RFC 7396): fields that are given change, null clears, all others stay. What comes out
/// is read and checked by the rules of a whole table.
/// </summary>
internal static class EntryPatch
{
    private const string Names = "identity";

    /// <summary>The items of <c>{"items":[...]}</c>, each a patch of the entry that has one of its names.</summary>
    public static TableRead<ItemPatch> ReadItems<T>(ReadOnlySpan<byte> utf8, TableKind<T> kind)
        where T : class => JsonTable.Read(utf8, kind.Columns, row =>
        {
            var names = row.Names(Names);
            if (names.Count == 0)
            {
                row.Fault(Names, "holds no name, so it is not known which entry to change");
            }

            MustBeText(row.Item);
            return new ItemPatch(names, row.Item.Clone());
        });

    /// <summary>Reads the patch of one entry; false where it is no JSON object, or holds text that is none.</summary>
    public static bool TryRead(ReadOnlySpan<byte> utf8, out JsonElement patch)
    {
        try
        {
            var reader = new Utf8JsonReader(utf8.StartsWith("\uFEFF"u8) ? utf8["\uFEFF"u8.Length..] : utf8);
            patch = JsonElement.ParseValue(ref reader);
            MustBeText(patch);
            return patch.ValueKind == JsonValueKind.Object && !reader.Read();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            patch = default;
            return false;
        }
    }

    /// <summary>A field that an entry does not have would be lost without a word, so it is a fault.</summary>
    public static void RefuseStrangers<T>(JsonElement patch, TableKind<T> kind, RowFaults faults)
        where T : class
    {
        foreach (var property in patch.EnumerateObject().Where(p => !kind.Columns.Contains(p.Name, StringComparer.Ordinal)))
        {
            faults.Add(property.Name, $"{property.Name} is no field of an entry; there are {string.Join(", ", kind.Columns)}.");
        }
    }

    /// <param name="entry">What stands there; null for an entry that is new.</param>
    /// <param name="patch">A JSON object.</param>
    /// <param name="kind">Of which table.</param>
    /// <param name="path">Before a field's name in a fault.</param>
    /// <param name="faults">With any, the entry is not to be used.</param>
    /// <param name="addNames">The patch's names join those that stand there, instead of taking their place.</param>
    public static T Apply<T>(T? entry, JsonElement patch, TableKind<T> kind, string path, RowFaults faults, bool addNames = false)
        where T : class
    {
        var merged = entry is null ? [] : JsonSerializer.SerializeToNode(entry, kind.Json)!.AsObject();
        var names = merged[Names];
        Merge(merged, patch);
        if (addNames && names is not null)
        {
            merged[Names] = names is JsonArray all ? Union(all, patch.GetProperty(Names)) : names.DeepClone();
        }

        return kind.Read(new JsonRow(JsonSerializer.SerializeToElement(merged, JsonNodeContext.Default.JsonObject), path, faults));
    }

    private static void Merge(JsonObject target, JsonElement patch)
    {
        foreach (var property in patch.EnumerateObject())
        {
            if (property.Value.ValueKind == JsonValueKind.Null)
            {
                target.Remove(property.Name);
            }
            else if (property.Value.ValueKind == JsonValueKind.Object)
            {
                var nested = target[property.Name] as JsonObject ?? [];
                Merge(nested, property.Value);
                target[property.Name] = nested.Parent is null ? nested : nested.DeepClone();
            }
            else
            {
                target[property.Name] = JsonNode.Parse(property.Value.GetRawText());
            }
        }
    }

    private static JsonArray Union(JsonArray known, JsonElement given)
    {
        var more = given.ValueKind == JsonValueKind.Array ? given.EnumerateArray().Select(n => n.GetString()) : [given.GetString()];
        return [.. known.Select(n => (string?)n).Concat(more).OfType<string>().Select(n => n.Trim())
            .Distinct(StringComparer.OrdinalIgnoreCase).Select(n => JsonValue.Create(n))];
    }

    // Half a surrogate pair behind a \u escape gets past the parser and not into a string; here it is met while faults are gathered.
    private static void MustBeText(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.String)
        {
            element.GetString();
        }
        else if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var one in element.EnumerateArray())
            {
                MustBeText(one);
            }
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in element.EnumerateObject())
            {
                _ = property.Name;
                MustBeText(property.Value);
            }
        }
    }
}

/// <summary>One item of a patch of a table.</summary>
/// <param name="Names">Which entry it means: the one that has any of these names.</param>
/// <param name="Patch">The object as it came.</param>
internal sealed record ItemPatch(IReadOnlyList<string> Names, JsonElement Patch);

[System.Text.Json.Serialization.JsonSerializable(typeof(JsonObject))]
internal sealed partial class JsonNodeContext : System.Text.Json.Serialization.JsonSerializerContext;
