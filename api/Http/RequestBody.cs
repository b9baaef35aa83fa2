using System.Buffers;
using Microsoft.AspNetCore.Http.Features;
using TrailWatch.Bytes;

namespace TrailWatch.Http;

/// <summary>A request's body, whole, decompressed and within its limits, in memory of the pool: dispose it.</summary>
public sealed class RequestBody : IMemoryOwner<byte>
{
    // A Content-Length is a promise of the sender's; memory is taken as it is kept.
    private const int FirstRent = 1 << 20;
    private const int UsualRatio = 8;
    private const long RatioMatters = 1 << 20;

    // The pool's largest array; a body is one piece of memory.
    private const long LargestBody = 1 << 30;

    private readonly PooledBytes _bytes;

    private RequestBody(PooledBytes bytes) => _bytes = bytes;

    public int Length => _bytes.Length;

    public Memory<byte> Memory => _bytes.Memory;

    public ReadOnlySpan<byte> Span => _bytes.Span;

    /// <summary>Reads a body as it is, or gzip (several members too).</summary>
    /// <param name="request">Whose body.</param>
    /// <param name="maxCompressed">Bytes as received.</param>
    /// <param name="maxDecompressed">Bytes once gzip is undone.</param>
    /// <param name="cancellation">Ends reading.</param>
    /// <param name="maxRatio">How many times its size a body may unpack to; only asked of what comes out over a mebibyte.</param>
    /// <exception cref="RequestBodyException">415 another encoding, 413 over a limit, 400 broken gzip.</exception>
    public static async Task<RequestBody> ReadAsync(
        HttpRequest request, long maxCompressed, long maxDecompressed, CancellationToken cancellation, int maxRatio = int.MaxValue)
    {
        maxCompressed = Math.Min(maxCompressed, LargestBody);
        maxDecompressed = Math.Min(maxDecompressed, LargestBody);
        var gzip = IsGzip(request);
        var received = await ReceiveAsync(request, gzip ? maxCompressed : Math.Min(maxCompressed, maxDecompressed), cancellation)
            .ConfigureAwait(false);
        if (!gzip)
        {
            return new RequestBody(received);
        }

        using (received)
        {
            var byRatio = Math.Max(RatioMatters, (long)received.Length * maxRatio);
            return new RequestBody(Inflate(received, Math.Min(maxDecompressed, byRatio)));
        }
    }

    public void Dispose() => _bytes.Dispose();

    private static bool IsGzip(HttpRequest request)
    {
        var codings = request.Headers.ContentEncoding
            .SelectMany(h => h?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [])
            .Where(c => !c.Equals("identity", StringComparison.OrdinalIgnoreCase))
            .ToArray();
        return codings switch
        {
            [] => false,
            [var one] when one.Equals("gzip", StringComparison.OrdinalIgnoreCase)
                || one.Equals("x-gzip", StringComparison.OrdinalIgnoreCase) => true,
            _ => throw new RequestBodyException(
                StatusCodes.Status415UnsupportedMediaType, Problems.UnsupportedEncoding, "The Content-Encoding must be gzip or absent."),
        };
    }

    private static async Task<PooledBytes> ReceiveAsync(HttpRequest request, long limit, CancellationToken cancellation)
    {
        if (request.ContentLength > limit)
        {
            throw TooLarge(limit, "");
        }

        // The server's own limit would answer without naming ours, and counts the framing of chunks too.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } server)
        {
            server.MaxRequestBodySize = null;
        }

        var bytes = new PooledBytes((int)Math.Clamp(request.ContentLength + 1 ?? FirstRent, 1, FirstRent));
        try
        {
            for (int read; (read = await request.Body.ReadAsync(bytes.Room(), cancellation).ConfigureAwait(false)) > 0;)
            {
                bytes.Advance(read);
                if (bytes.Length > limit)
                {
                    throw TooLarge(limit, "");
                }
            }

            return bytes;
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }

    private static PooledBytes Inflate(PooledBytes received, long limit)
    {
        var output = new PooledBytes((int)Math.Clamp((long)received.Length * UsualRatio, 1, Math.Max(1, Math.Min(limit, 64 << 20))));
        try
        {
            return GzipMembers.TryInflate(received.Memory, output, limit) ? output : throw TooLarge(limit, " once decompressed");
        }
        catch (Exception e)
        {
            output.Dispose();
            if (e is not InvalidDataException)
            {
                throw;
            }

            throw new RequestBodyException(
                StatusCodes.Status400BadRequest, "bad-gzip", "The request body is not complete and correct gzip.");
        }
    }

    private static RequestBodyException TooLarge(long limit, string when) => new(
        StatusCodes.Status413PayloadTooLarge, "too-large", $"The request body is larger than the limit of {limit} bytes{when}.");
}
