using System.Globalization;
using System.Text.Json;

namespace TrailWatch.Splunk.Delivery;

/// <summary>
/// The <c>fields</c> of an envelope: flat, texts or lists of texts, for Splunk refuses anything deeper together with all events
/// behind it. What is sent again after a failure that may have been a success says so here.
/// </summary>
internal static class IndexedFields
{
    /// <summary>Search for it, or <c>dedup finding_id revision</c>, where each finding may count once only.</summary>
    public const string Resent = "resent";

    public const string DeliveryAttempt = "delivery_attempt";

    public static void Write(Utf8JsonWriter writer, IReadOnlyList<KeyValuePair<string, string>> fields, Parcel parcel)
    {
        var all = Marked(fields, parcel).ToLookup(field => field.Key, field => field.Value, StringComparer.Ordinal);
        if (all.Count == 0)
        {
            return;
        }

        writer.WriteStartObject("fields");
        foreach (var field in all)
        {
            writer.WritePropertyName(field.Key);
            WriteValues(writer, [.. field]);
        }

        writer.WriteEndObject();
    }

    private static IEnumerable<KeyValuePair<string, string>> Marked(IReadOnlyList<KeyValuePair<string, string>> fields, Parcel parcel)
    {
        var own = fields.Where(field => field.Key is not (Resent or DeliveryAttempt));
        return parcel.Resent
            ? own.Append(new(Resent, "true")).Append(new(DeliveryAttempt, (parcel.Attempts + 1).ToString(CultureInfo.InvariantCulture)))
            : own;
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
