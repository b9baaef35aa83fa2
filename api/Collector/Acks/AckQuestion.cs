using System.Globalization;
using System.Text.Json;

namespace TrailWatch.Collector.Acks;

/// <summary>The body of <c>/ack</c>: <c>{"acks":[0,1]}</c>.</summary>
internal static class AckQuestion
{
    /// <summary>Null where it is none. A number may stand in quotes.</summary>
    public static IReadOnlyList<long>? Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind != JsonValueKind.Object
                || !document.RootElement.TryGetProperty("acks"u8, out var acks)
                || acks.ValueKind != JsonValueKind.Array)
            {
                return null;
            }

            var ids = acks.EnumerateArray().Select(Number).ToList();
            return ids.Contains(null) ? null : [.. ids.OfType<long>()];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException) // the second for a text that is no Unicode
        {
            return null;
        }
    }

    private static long? Number(JsonElement id) =>
        id.ValueKind == JsonValueKind.Number && id.TryGetInt64(out var number) ? number
        : id.ValueKind == JsonValueKind.String && long.TryParse(id.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out number) ? number
        : null;
}
