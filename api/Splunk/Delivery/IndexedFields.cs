using System.Text.Json;

namespace TrailWatch.Splunk.Delivery;

/// <summary>
/// The <c>fields</c> of an envelope: flat, texts or lists of texts, for Splunk refuses anything deeper together with all events
/// behind it.
/// </summary>
internal static class IndexedFields
{
    public static void Write(Utf8JsonWriter writer, IReadOnlyList<KeyValuePair<string, string>> fields)
    {
        if (fields.Count == 0)
        {
            return;
        }

        writer.WriteStartObject("fields");
        foreach (var field in fields.GroupBy(field => field.Key, field => field.Value, StringComparer.Ordinal))
        {
            writer.WritePropertyName(field.Key);
            WriteValues(writer, [.. field]);
        }

        writer.WriteEndObject();
    }

    private static void WriteValues(Utf8JsonWriter writer, string[] values)
    {
        if (values is [var only])
        {
            writer.WriteStringValue(only);
            return;
        }

        writer.WriteStartArray();
        foreach (var value in values)
        {
            writer.WriteStringValue(value);
        }

        writer.WriteEndArray();
    }
}
