using System.Text.Json;
using TrailWatch.CloudTrail;

namespace TrailWatch.Collector.Reading;

/// <summary>Looks whether <c>fields</c> is as Splunk wants it: an object of plain values, or of lists of those.</summary>
internal static class IndexedFields
{
    /// <summary>Reads past the value the reader stands on.</summary>
    public static bool AreFlat(ref Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.StartObject)
        {
            JsonSteps.Skip(ref json);
            return json.TokenType == JsonTokenType.Null;
        }

        var flat = true;
        while (JsonSteps.NextProperty(ref json, out _))
        {
            flat &= json.TokenType == JsonTokenType.StartArray ? IsFlatList(ref json) : IsPlain(ref json);
        }

        return flat;
    }

    private static bool IsFlatList(ref Utf8JsonReader json)
    {
        var flat = true;
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            flat &= IsPlain(ref json);
        }

        return flat;
    }

    private static bool IsPlain(ref Utf8JsonReader json)
    {
        var plain = json.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray);
        JsonSteps.Skip(ref json);
        return plain;
    }
}
