using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TrailWatch.Tests.Splunk.FakeHec;

/// <summary>
/// Splunk's way through a request, as it was measured: in order, and what stands before the first fault is indexed. The number in
/// the answer counts from 0, for an index that is not allowed from 1.
/// </summary>
internal static class HecIndexing
{
    private static readonly string[] Known = ["time", "host", "source", "sourcetype", "index", "event", "fields"];

    public readonly record struct Result(IReadOnlyList<JsonObject> Indexed, int Code, int? Number);

    public static Result Read(string body, IReadOnlyCollection<string>? allowedIndexes, Func<JsonObject, int?> refuse)
    {
        List<JsonObject> indexed = [];
        var n = 0;
        foreach (var one in Envelopes.Of(body))
        {
            if (one.Object is not { } envelope)
            {
                return new Result(indexed, 6, n);
            }

            if (envelope.Any(member => !Known.Contains(member.Key)))
            {
                // Measured: 200, and this one and all behind it are gone.
                return new Result(indexed, 0, null);
            }

            if (!envelope.ContainsKey("event") && envelope.ContainsKey("fields"))
            {
                n++;
                continue;
            }

            if ((refuse(envelope) ?? Fault(envelope, allowedIndexes)) is { } code)
            {
                return new Result(indexed, code, code == 7 ? n + 1 : n);
            }

            indexed.Add(envelope);
            n++;
        }

        return n == 0 ? new Result(indexed, 5, null) : new Result(indexed, 0, null);
    }

    private static int? Fault(JsonObject envelope, IReadOnlyCollection<string>? allowedIndexes) => envelope switch
    {
        _ when !envelope.ContainsKey("event") => 12,
        _ when IsBlank(envelope["event"]) => 13,
        _ when envelope["fields"] is JsonObject fields && fields.Any(field => !IsFlat(field.Value)) => 15,
        _ when envelope["time"] is { } time && !IsPlain(time) => 15,
        _ when envelope["index"] is { } index && allowedIndexes is not null && !allowedIndexes.Contains(index.GetValue<string>()) => 7,
        _ => null,
    };

    private static bool IsBlank(JsonNode? node) => node switch
    {
        null => true,
        JsonObject o => o.Count == 0,
        JsonArray a => a.Count == 0,
        _ => node.GetValueKind() == JsonValueKind.String && string.IsNullOrWhiteSpace(node.GetValue<string>()),
    };

    private static bool IsFlat(JsonNode? node) => node is JsonArray list
        ? list.All(item => item?.GetValueKind() == JsonValueKind.String)
        : node?.GetValueKind() is JsonValueKind.String or JsonValueKind.Number;

    private static bool IsPlain(JsonNode time) =>
        decimal.TryParse(time.ToJsonString().Trim('"'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _);
}
