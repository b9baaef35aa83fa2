using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TrailWatch.Tests.Splunk.FakeHec;

/// <summary>Cuts concatenated JSON objects apart, as Splunk does while it reads.</summary>
internal static class Envelopes
{
    /// <param name="Object">Null for what cannot be read; nothing follows that.</param>
    public readonly record struct One(JsonObject? Object, string Text);

    public static IEnumerable<One> Of(string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var at = 0;
        while (Next(bytes, ref at, out var one))
        {
            yield return one;
            if (one.Object is null)
            {
                yield break;
            }
        }
    }

    private static bool Next(byte[] bytes, ref int at, out One one)
    {
        one = default;
        while (at < bytes.Length && char.IsWhiteSpace((char)bytes[at]))
        {
            at++;
        }

        if (at == bytes.Length)
        {
            return false;
        }

        var reader = new Utf8JsonReader(bytes.AsSpan(at), new JsonReaderOptions { AllowMultipleValues = true });
        try
        {
            reader.Read();
            var node = JsonNode.Parse(ref reader);
            one = new One(node as JsonObject, Encoding.UTF8.GetString(bytes, at, (int)reader.BytesConsumed));
            at += (int)reader.BytesConsumed;
        }
        catch (JsonException)
        {
            one = new One(null, "");
        }

        return true;
    }
}
