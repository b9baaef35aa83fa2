using System.Text.Json;
using TrailWatch.Tables;

namespace TrailWatch.Questions;

/// <summary>One question as it was sent. A field that is null is an absent one.</summary>
/// <param name="Json">Whatever stands in the list.</param>
public readonly record struct Question(JsonElement Json)
{
    private const long Earliest = 0;

    public bool IsObject => Json.ValueKind == JsonValueKind.Object;

    /// <summary>The names of the fields that are given.</summary>
    public IEnumerable<string> Given => Json.EnumerateObject().Where(p => p.Value.ValueKind != JsonValueKind.Null).Select(p => p.Name);

    /// <summary>A field as it is; undefined where absent.</summary>
    public JsonElement Field(string name) =>
        IsObject && Json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : default;

    public bool Has(string name) => Field(name).ValueKind != JsonValueKind.Undefined;

    /// <summary>Null where it is absent or no text.</summary>
    public string? Text(string name) => Field(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    /// <summary>Unix ms; null where it is absent or no time since 1970.</summary>
    public long? Time(string name) =>
        Text(name) is { } text && TimeText.TryReadRfc3339(text, out var time) && time.ToUnixTimeMilliseconds() is var ms and >= Earliest ? ms : null;

    /// <summary>Null where it is absent or no whole number that fits.</summary>
    public long? Whole(string name) =>
        Field(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var whole) ? whole : null;
}
