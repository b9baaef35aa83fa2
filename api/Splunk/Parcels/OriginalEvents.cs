using System.Text.Json;
using TrailWatch.Findings.Outbox;
using TrailWatch.Splunk.Delivery;

namespace TrailWatch.Splunk.Parcels;

/// <summary>
/// A stored piece of originals as events. They go on byte by byte as they were stored; only one that Splunk may have already gets an
/// indexed field, since nothing may be written into what is not ours.
/// </summary>
internal static class OriginalEvents
{
    private static readonly JsonReaderOptions Options = new() { AllowMultipleValues = true, MaxDepth = int.MaxValue };

    private static ReadOnlySpan<byte> Mark => "\"trailwatch_resent\":\"true\""u8;

    public static IReadOnlyList<HecEvent> Of(LeasedOriginal original)
    {
        List<HecEvent> events = [];
        var json = new Utf8JsonReader(original.Envelopes.Span, Options);
        while (json.Read())
        {
            var start = (int)json.TokenStartIndex;
            var (index, fieldsEnd) = ReadPast(ref json);
            var envelope = original.Envelopes[start..(int)json.BytesConsumed].Span;
            events.Add(new SealedEvent(original.Resent ? Marked(envelope, fieldsEnd - start) : envelope.ToArray(), index));
        }

        return events;
    }

    /// <summary>Stands on the envelope's end then.</summary>
    /// <returns>Its index, and where the brace that ends its fields stands; null where it has none.</returns>
    private static (string? Index, int? FieldsEnd) ReadPast(ref Utf8JsonReader json)
    {
        string? index = null;
        int? fieldsEnd = null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var (isIndex, isFields) = (json.ValueTextEquals("index"u8), json.ValueTextEquals("fields"u8));
            json.Read();
            index = isIndex && json.TokenType == JsonTokenType.String ? json.GetString() : index;
            json.Skip();
            fieldsEnd = isFields && json.TokenType == JsonTokenType.EndObject ? (int)json.TokenStartIndex : fieldsEnd;
        }

        return (index, fieldsEnd);
    }

    /// <summary>The mark is spliced in: whatever else the envelope holds stays as it is, were it as odd as may be.</summary>
    private static byte[] Marked(ReadOnlySpan<byte> envelope, int? fieldsEnd)
    {
        if (fieldsEnd is not { } end)
        {
            return [.. envelope[..^1], .. ",\"fields\":{"u8, .. Mark, .. "}}"u8];
        }

        var isEmpty = envelope[..end].TrimEnd(" \t\r\n"u8)[^1] == (byte)'{';
        return [.. envelope[..end], .. isEmpty ? ""u8 : ","u8, .. Mark, .. envelope[end..]];
    }
}
