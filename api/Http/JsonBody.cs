using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace TrailWatch.Http;

/// <summary>Reads a small JSON body, whatever its Content-Type says, gzip or not.</summary>
internal static class JsonBody
{
    /// <exception cref="RequestBodyException">400 where it is no such JSON; else as <see cref="RequestBody"/>.</exception>
    public static async Task<T> ReadAsync<T>(HttpRequest request, HttpLimits limits, JsonTypeInfo<T> type, CancellationToken cancellation)
        where T : class
    {
        using var body = await RequestBody.ReadAsync(request, limits.MaxRequestBytes, limits.MaxDecompressedBytes, cancellation).ConfigureAwait(false);
        return Read(body, type);
    }

    /// <summary>Null where there is no body.</summary>
    /// <exception cref="RequestBodyException">400 where there is another one; else as <see cref="RequestBody"/>.</exception>
    public static async Task<T?> ReadOptionalAsync<T>(HttpRequest request, HttpLimits limits, JsonTypeInfo<T> type, CancellationToken cancellation)
        where T : class
    {
        using var body = await RequestBody.ReadAsync(request, limits.MaxRequestBytes, limits.MaxDecompressedBytes, cancellation).ConfigureAwait(false);
        return body.Length == 0 ? null : Read(body, type);
    }

    private static T Read<T>(RequestBody body, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(body.Span, type) ?? throw new JsonException();
        }
        catch (JsonException e)
        {
            throw Unreadable(e);
        }
    }

    /// <summary>400, and where it went wrong.</summary>
    public static RequestBodyException Unreadable(JsonException e)
    {
        var where = e.Path is { Length: > 1 } path ? $" ({path[2..]})" : e.LineNumber is { } line ? $" (line {line + 1})" : "";
        return new(
            StatusCodes.Status400BadRequest, "bad-json", $"The body must be a JSON object as the example in the API description shows{where}.");
    }
}
