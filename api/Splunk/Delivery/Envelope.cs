using System.Buffers;
using System.Text.Json;

namespace TrailWatch.Splunk.Delivery;

/// <summary>
/// HEC's form of an event. Only the seven keys that Splunk knows are written: with any other it answers 200 and drops this event
/// and all behind it.
/// </summary>
internal static class Envelope
{
    private const decimal MillisecondsPerSecond = 1_000m;

    /// <param name="index">What the endpoint says where the event names none; null leaves it to the token.</param>
    /// <exception cref="JsonException">The event is no object with something in it.</exception>
    public static byte[] Write(OwnEvent sent, ReadOnlySpan<byte> eventJson, string? index)
    {
        RequireContent(eventJson);
        var bytes = new ArrayBufferWriter<byte>(eventJson.Length + 512);
        using (var writer = new Utf8JsonWriter(bytes))
        {
            writer.WriteStartObject();

            // A decimal is never written with an exponent, which Splunk 10 refuses.
            writer.WriteNumber("time", sent.TimeMs / MillisecondsPerSecond);
            WriteUnlessEmpty(writer, "host", sent.Host);
            WriteUnlessEmpty(writer, "source", sent.Source);
            WriteUnlessEmpty(writer, "sourcetype", sent.Sourcetype);
            WriteUnlessEmpty(writer, "index", sent.Index ?? index);
            writer.WritePropertyName("event");
            writer.WriteRawValue(eventJson);
            IndexedFields.Write(writer, sent.Fields);
            writer.WriteEndObject();
        }

        return bytes.WrittenSpan.ToArray();
    }

    private static void WriteUnlessEmpty(Utf8JsonWriter writer, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            writer.WriteString(name, value);
        }
    }

    /// <summary>Splunk refuses null, an empty text, {} and [] as blank.</summary>
    private static void RequireContent(ReadOnlySpan<byte> eventJson)
    {
        var reader = new Utf8JsonReader(eventJson);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject || !reader.Read() || reader.TokenType != JsonTokenType.PropertyName)
        {
            throw new JsonException("The event is no object with content.");
        }
    }
}
