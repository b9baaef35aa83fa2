using System.Text.Json;
using System.Text.Json.Serialization;
using TrailWatch.Backtests;

namespace TrailWatch.Http;

/// <summary>The body of <c>POST /v1/backtests</c> before it is found valid. Its records stay where they are, however many they are.</summary>
internal sealed record BacktestRequest
{
    private const int Deepest = 2_000;

    public JsonElement Id { get; init; }

    public JsonElement Grid { get; init; }

    public JsonElement State { get; init; }

    public JsonElement Folder { get; init; }

    public JsonSlice Records { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Others { get; set; }

    /// <summary>Where the records lie that follow the object.</summary>
    [JsonIgnore]
    public JsonSlice Following { get; private init; }

    [JsonIgnore]
    public bool OnCopy => State.ValueKind != JsonValueKind.String || State.GetString() != "empty";

    /// <exception cref="RequestBodyException">400 where it is no JSON object.</exception>
    public static BacktestRequest Read(ReadOnlySpan<byte> body)
    {
        var start = body.StartsWith("\uFEFF"u8) ? 3 : 0;
        start += Math.Max(0, body[start..].IndexOfAnyExcept(" \t\r\n"u8));
        var json = new Utf8JsonReader(body[start..], new JsonReaderOptions { AllowMultipleValues = true, MaxDepth = Deepest });
        try
        {
            var request = JsonSerializer.Deserialize(ref json, ApiJsonContext.Default.BacktestRequest) ?? throw new JsonException();
            var end = start + (int)json.BytesConsumed;
            return request with
            {
                Records = request.Records.MovedBy(start),
                Following = new(end, body[end..].IndexOfAnyExcept(" \t\r\n\u001E"u8) < 0 ? end : body.Length),
            };
        }
        catch (JsonException e)
        {
            throw JsonBody.Unreadable(e);
        }
    }

    /// <summary>The grid, found valid.</summary>
    public IReadOnlyList<GridAxis> Axes() => Grid.ValueKind != JsonValueKind.Array ? [] :
    [
        .. Grid.EnumerateArray().Select(a => new GridAxis(
            a.GetProperty("detection").GetString()!, a.GetProperty("option").GetString()!, [.. a.GetProperty("values").EnumerateArray()])),
    ];
}

/// <summary>Where a value lies in a text, instead of the value.</summary>
[JsonConverter(typeof(JsonSliceConverter))]
internal readonly record struct JsonSlice(int Start, int End)
{
    public bool IsEmpty => Start == End;

    public JsonSlice MovedBy(int offset) => IsEmpty ? this : new(Start + offset, End + offset);

    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> text) => text[Start..End];
}

/// <summary>Skips the value.</summary>
internal sealed class JsonSliceConverter : JsonConverter<JsonSlice>
{
    public override bool HandleNull => true;

    public override JsonSlice Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return default;
        }

        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return new(start, (int)reader.BytesConsumed);
    }

    public override void Write(Utf8JsonWriter writer, JsonSlice value, JsonSerializerOptions options) => throw new NotSupportedException();
}
