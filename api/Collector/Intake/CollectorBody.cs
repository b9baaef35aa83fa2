using TrailWatch.Collector.Tokens;
using TrailWatch.Http;

namespace TrailWatch.Collector.Intake;

/// <summary>A request's body within the collector's limits, whatever its Content-Type says, as it is or gzip.</summary>
internal static class CollectorBody
{
    /// <exception cref="RequestBodyException">415 another encoding, 413 over a limit, 400 broken gzip.</exception>
    public static Task<RequestBody> ReadAsync(HttpRequest request, CollectorOptions options, CancellationToken cancellation) =>
        RequestBody.ReadAsync(request, options.MaxBodyBytes, options.MaxDecompressedBytes, cancellation, options.MaxRatio);
}
