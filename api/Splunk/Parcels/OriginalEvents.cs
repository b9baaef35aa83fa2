using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using TrailWatch.Findings.Outbox;
using TrailWatch.Splunk.Delivery;

namespace TrailWatch.Splunk.Parcels;

/// <summary>
/// A stored piece of originals as events. They go on byte by byte as they were stored; only one that Splunk may have already gets an
/// indexed field, since nothing may be written into what is not ours.
/// </summary>
internal static class OriginalEvents
{
    private const string Resent = "trailwatch_resent";
    private static readonly JsonReaderOptions Options = new() { AllowMultipleValues = true, MaxDepth = int.MaxValue };

    public static IReadOnlyList<HecEvent> Of(LeasedOriginal original)
    {
        List<HecEvent> events = [];
        var json = new Utf8JsonReader(original.Envelopes.Span, Options);
        while (json.Read())
        {
            var start = (int)json.TokenStartIndex;
            var index = IndexOf(ref json);
            var envelope = original.Envelopes[start..(int)json.BytesConsumed];
            events.Add(new SealedEvent(original.Resent ? Marked(envelope) : envelope.ToArray(), index));
        }

        return events;
    }

    /// <summary>Reads past the envelope the reader stands on.</summary>
    private static string? IndexOf(ref Utf8JsonReader json)
    {
        string? index = null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isIndex = json.ValueTextEquals("index"u8);
            json.Read();
            index = isIndex && json.TokenType == JsonTokenType.String ? json.GetString() : index;
            json.Skip();
        }

        return index;
    }

    private static byte[] Marked(ReadOnlyMemory<byte> envelope)
    {
        var whole = JsonNode.Parse(envelope.Span, documentOptions: new() { MaxDepth = int.MaxValue })!.AsObject();
        if (whole["fields"] is not JsonObject fields)
        {
            whole["fields"] = fields = [];
        }

        fields[Resent] = "true";
        return Encoding.UTF8.GetBytes(whole.ToJsonString(ProjectedJson.Readable.Options));
    }
}
