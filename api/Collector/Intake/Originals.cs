using System.Buffers;
using System.Text.Json;
using TrailWatch.Collector.Reading;
using TrailWatch.Splunk.Hec;

namespace TrailWatch.Collector.Intake;

/// <summary>
/// What was taken, as it goes on to Splunk: the event itself byte by byte, with the words of the envelope, the request and the token
/// that stood for it, and no key that Splunk does not know. In pieces that are delivered each as a whole.
/// </summary>
internal static class Originals
{
    private const int MostBytes = 64 << 10;
    private const int MostEvents = 100;

    /// <summary>Splunk takes events up to 5 MB; room is left for the envelope around one.</summary>
    public const int MostEventBytes = HecBatchOptions.HardMaxBytes - (64 << 10);

    public static IEnumerable<ReadOnlyMemory<byte>> Pieces(IEnumerable<Envelope> taken)
    {
        var (piece, events) = (new ArrayBufferWriter<byte>(), 0);
        foreach (var envelope in taken)
        {
            if (events > 0 && (events == MostEvents || piece.WrittenCount + envelope.Event.Length > MostBytes))
            {
                yield return piece.WrittenMemory;
                (piece, events) = (new(), 0);
            }

            Write(piece, envelope);
            events++;
        }

        if (events > 0)
        {
            yield return piece.WrittenMemory;
        }
    }

    private static void Write(ArrayBufferWriter<byte> piece, Envelope envelope)
    {
        using var json = new Utf8JsonWriter(piece, new JsonWriterOptions { SkipValidation = true });
        json.WriteStartObject();
        if (envelope.Time is { } time)
        {
            json.WriteNumber("time"u8, time);
        }

        WriteText(json, "host"u8, envelope.From.Host);
        WriteText(json, "source"u8, envelope.From.Source);
        WriteText(json, "sourcetype"u8, envelope.From.SourceType);
        WriteText(json, "index"u8, envelope.From.Index);
        json.WritePropertyName("event"u8);
        json.WriteRawValue(envelope.Event.Span, skipInputValidation: true);
        if (!envelope.Fields.IsEmpty && !envelope.Fields.Span.SequenceEqual("null"u8))
        {
            json.WritePropertyName("fields"u8);
            json.WriteRawValue(envelope.Fields.Span, skipInputValidation: true);
        }

        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, ReadOnlySpan<byte> name, string? text)
    {
        if (!string.IsNullOrEmpty(text))
        {
            json.WriteString(name, text);
        }
    }
}
