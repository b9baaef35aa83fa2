using System.Globalization;
using System.Text.Json;

namespace TrailWatch.Splunk.Hec;

/// <summary>What HEC says in the body of an answer.</summary>
/// <param name="Code">HEC's own code, see <see cref="HecClassifier"/>.</param>
/// <param name="InvalidEventNumber">Where a batch was refused; what it counts from depends on the code.</param>
/// <param name="AckId">Counts from 0 in each channel.</param>
internal sealed record HecReply(string? Text, int Code, int? InvalidEventNumber, long? AckId)
{
    /// <summary>Null for a body that is no HEC answer: a proxy's page, nothing, half a document.</summary>
    public static HecReply? Read(string? body)
    {
        if (string.IsNullOrWhiteSpace(body))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object && Number(root, "code") is { } code and >= 0 and <= int.MaxValue
                ? new HecReply(TextOf(root), (int)code, (int?)Number(root, "invalid-event-number"), Number(root, "ackId") ?? Number(root, "ackID"))
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? TextOf(JsonElement root) =>
        root.TryGetProperty("text", out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;

    /// <summary>Some versions and imitations write numbers as text.</summary>
    private static long? Number(JsonElement root, string name) => !root.TryGetProperty(name, out var value) ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number
        : value.ValueKind == JsonValueKind.String && long.TryParse(value.GetString(), CultureInfo.InvariantCulture, out number) ? number
        : null;
}
