using System.Buffers;
using System.Text.Json;

namespace TrailWatch.Splunk.Delivery;

/// <summary>An event that is too large for Splunk, without its evidence: the finding still arrives, and says that it was cut.</summary>
internal static class EvidenceCut
{
    private static readonly string[] Evidence = ["evidence", "evidences"];

    /// <exception cref="JsonException">The event is no object.</exception>
    public static byte[] Of(ReadOnlyMemory<byte> eventJson)
    {
        using var document = JsonDocument.Parse(eventJson);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException("The event is no object.");
        }

        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            writer.WriteStartObject();
            foreach (var member in document.RootElement.EnumerateObject().Where(member => !Evidence.Contains(member.Name)))
            {
                member.WriteTo(writer);
            }

            writer.WriteBoolean("truncated", true);
            writer.WriteEndObject();
        }

        return bytes.WrittenSpan.ToArray();
    }
}
