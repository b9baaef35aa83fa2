using System.Globalization;
using System.Text.Json;

namespace TrailWatch.Splunk.Hec;

/// <summary>What HEC says to a question for acknowledgements.</summary>
/// <param name="Confirmed">The ids that are indexed. Splunk says so once, so none of them is asked for again.</param>
internal sealed record HecAckAnswer(HecVerdict Verdict, IReadOnlyList<long> Confirmed)
{
    public const int MostIds = 1_000;

    /// <summary>"ACK is disabled".</summary>
    public const int DisabledCode = 14;

    public bool IsDisabled => Verdict is { HttpStatus: 400, Code: DisabledCode };

    public static byte[] Question(IReadOnlyCollection<long> ids)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("acks");
            foreach (var id in ids)
            {
                writer.WriteNumberValue(id);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return bytes.ToArray();
    }

    /// <summary>Only ids that were asked for; none where the body is not what it should be.</summary>
    public static IReadOnlyList<long> Read(string? body, IReadOnlyCollection<long> asked)
    {
        if (string.IsNullOrWhiteSpace(body))
        {
            return [];
        }

        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("acks", out var acks) && acks.ValueKind == JsonValueKind.Object
                ? [.. asked.Where(id =>
                    acks.TryGetProperty(id.ToString(CultureInfo.InvariantCulture), out var done) && done.ValueKind == JsonValueKind.True)]
                : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
