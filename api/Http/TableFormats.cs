using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace TrailWatch.Http;

/// <summary>The two forms of a table.</summary>
public enum TableFormat
{
    Json,
    Csv,
}

/// <summary>Which form a table comes in and which the caller wants.</summary>
public static class TableFormats
{
    public const string Json = "application/json";
    public const string Csv = "text/csv";
    public const string CsvUtf8 = "text/csv; charset=utf-8";

    /// <summary>
    /// By Content-Type; without one, as text/plain, or as the form that curl calls every body, what begins with <c>{</c> is JSON
    /// and all else CSV.
    /// </summary>
    /// <exception cref="RequestBodyException">415 for any other type, and for a charset other than UTF-8.</exception>
    public static TableFormat OfRequest(HttpRequest request, ReadOnlySpan<byte> body)
    {
        if (string.IsNullOrWhiteSpace(request.ContentType))
        {
            return Sniff(body);
        }

        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !IsUtf8(type.Charset))
        {
            throw Unsupported();
        }

        return type.MediaType.Value?.ToUpperInvariant() switch
        {
            "TEXT/PLAIN" or "APPLICATION/X-WWW-FORM-URLENCODED" => Sniff(body),
            "TEXT/CSV" or "APPLICATION/CSV" => TableFormat.Csv,
            "APPLICATION/JSON" => TableFormat.Json,
            _ when type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase) => TableFormat.Json,
            _ => throw Unsupported(),
        };
    }

    /// <summary>By Accept; JSON unless CSV is wanted more.</summary>
    public static TableFormat OfResponse(HttpRequest request) => MediaRanges.Prefers(request, Csv, Json) ? TableFormat.Csv : TableFormat.Json;

    private static TableFormat Sniff(ReadOnlySpan<byte> body)
    {
        var text = body.StartsWith("\uFEFF"u8) ? body["\uFEFF"u8.Length..] : body;
        return text.TrimStart(" \t\r\n"u8).StartsWith("{"u8) ? TableFormat.Json : TableFormat.Csv;
    }

    private static bool IsUtf8(StringSegment charset) =>
        !charset.HasValue
        || charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || charset.Equals("\"utf-8\"", StringComparison.OrdinalIgnoreCase)
        || charset.Equals("utf8", StringComparison.OrdinalIgnoreCase) || charset.Equals("us-ascii", StringComparison.OrdinalIgnoreCase);

    private static RequestBodyException Unsupported() => new(
        StatusCodes.Status415UnsupportedMediaType,
        "unsupported-media-type",
        "The Content-Type must be application/json or text/csv, in UTF-8.");
}
