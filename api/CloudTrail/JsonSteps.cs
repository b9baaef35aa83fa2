using System.Text.Json;

namespace TrailWatch.CloudTrail;

/// <summary>Steps through JSON tokens, noting how deep they go, which the reader's own <c>Skip</c> does not tell.</summary>
internal static class JsonSteps
{
    private const int LongestEscapedName = 256;

    /// <summary>Steps into an object; passes over anything else and says no.</summary>
    public static bool Enter(ref Utf8JsonReader json, ref int deepest)
    {
        if (json.TokenType != JsonTokenType.StartObject)
        {
            Skip(ref json, ref deepest);
            return false;
        }

        deepest = Math.Max(deepest, json.CurrentDepth + 1);
        return true;
    }

    /// <summary>Steps to the next property's value; at the end of the object it says no.</summary>
    public static bool NextProperty(ref Utf8JsonReader json, out ReadOnlySpan<byte> name)
    {
        if (!json.Read() || json.TokenType != JsonTokenType.PropertyName)
        {
            name = default;
            return false;
        }

        name = Name(ref json);
        json.Read();
        return true;
    }

    /// <summary>Passes over a value.</summary>
    public static void Skip(ref Utf8JsonReader json, ref int deepest)
    {
        if (json.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
        {
            return;
        }

        var floor = json.CurrentDepth;
        do
        {
            if (json.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray && json.CurrentDepth >= deepest)
            {
                deepest = json.CurrentDepth + 1;
            }

            json.Read();
        }
        while (json.CurrentDepth > floor);
    }

    public static void Skip(ref Utf8JsonReader json)
    {
        var ignored = 0;
        Skip(ref json, ref ignored);
    }

    /// <summary>A property's name; empty for an escaped one that is longer than any name looked for.</summary>
    private static ReadOnlySpan<byte> Name(ref Utf8JsonReader json)
    {
        if (!json.ValueIsEscaped)
        {
            return json.ValueSpan;
        }

        if (json.ValueSpan.Length > LongestEscapedName)
        {
            return [];
        }

        var name = new byte[json.ValueSpan.Length];
        return name.AsSpan(0, JsonEscapes.Resolve(json.ValueSpan, name));
    }
}
