using System.Globalization;
using System.Text;
using System.Text.Json;
using TrailWatch.CloudTrail;

namespace TrailWatch.Collector.Reading;

/// <summary>
/// The events of a body of <c>/raw</c>: JSON documents, one after the other, as they are; anything else line by line, as texts. A
/// document's own eventTime is its time, as Splunk's sourcetype <c>aws:cloudtrail</c> has it.
/// </summary>
internal static class RawEvents
{
    private static readonly JsonReaderOptions Options = new() { AllowMultipleValues = true, MaxDepth = int.MaxValue };

    /// <param name="time">What the request says; a document's own counts before it.</param>
    public static IReadOnlyList<Envelope> Of(ReadOnlyMemory<byte> text, decimal? time, Provenance from) => Documents(text, time, from) ?? Lines(text, time, from);

    private static List<Envelope>? Documents(ReadOnlyMemory<byte> text, decimal? time, Provenance from)
    {
        var json = new Utf8JsonReader(text.Span, Options);
        List<Envelope> documents = [];
        try
        {
            while (json.Read())
            {
                if (json.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
                {
                    return null;
                }

                var start = (int)json.TokenStartIndex;
                var own = ReadPast(ref json);

                documents.Add(new(documents.Count, text[start..(int)json.BytesConsumed], default, own ?? time, from));
            }
        }
        catch (JsonException)
        {
            return null;
        }

        return documents;
    }

    private static List<Envelope> Lines(ReadOnlyMemory<byte> text, decimal? time, Provenance from)
    {
        List<Envelope> lines = [];
        foreach (var range in text.Span.Split((byte)'\n'))
        {
            var line = text.Span[range].Trim(" \t\r"u8);
            if (!line.IsEmpty)
            {
                byte[] json = [(byte)'"', .. JsonEncodedText.Encode(line).EncodedUtf8Bytes, (byte)'"'];
                lines.Add(new(lines.Count, json, default, time, from));
            }
        }

        return lines;
    }

    /// <summary>Stands on the document's end then.</summary>
    private static decimal? ReadPast(ref Utf8JsonReader json)
    {
        decimal? found = null;
        if (json.TokenType == JsonTokenType.StartArray)
        {
            JsonSteps.Skip(ref json);
            return found;
        }

        while (JsonSteps.NextProperty(ref json, out var name))
        {
            if (name.SequenceEqual("eventTime"u8) && json.TokenType == JsonTokenType.String && !json.ValueIsEscaped
                && DateTimeOffset.TryParse(Encoding.UTF8.GetString(json.ValueSpan), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
            {
                found = at.ToUnixTimeMilliseconds() / 1_000m;
            }

            JsonSteps.Skip(ref json);
        }

        return found;
    }
}
