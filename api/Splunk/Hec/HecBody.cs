using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;

namespace TrailWatch.Splunk.Hec;

/// <summary>
/// The bytes of one request, built once, so that they have a length. Knows whether any of them was handed to a connection: a
/// request that failed before that is known to have changed nothing.
/// </summary>
internal sealed class HecBody : HttpContent
{
    private readonly ReadOnlyMemory<byte> _sent;

    private HecBody(ReadOnlyMemory<byte> sent, int plainBytes, bool isGzip)
    {
        _sent = sent;
        PlainBytes = plainBytes;
        Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (isGzip)
        {
            Headers.ContentEncoding.Add("gzip");
        }
    }

    /// <summary>Uncompressed, which is what Splunk's limits count.</summary>
    public int PlainBytes { get; }

    public int SentBytes => _sent.Length;

    public bool Started { get; private set; }

    public static HecBody Plain(ReadOnlyMemory<byte> bytes) => new(bytes, bytes.Length, isGzip: false);

    public static HecBody Of(ReadOnlyMemory<byte> bytes, HecOptions options)
    {
        if (!options.Gzip || bytes.Length < options.GzipThresholdBytes)
        {
            return Plain(bytes);
        }

        using var packed = new MemoryStream(bytes.Length / 4);
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(bytes.Span);
        }

        return new HecBody(packed.GetBuffer().AsMemory(0, (int)packed.Length), bytes.Length, isGzip: true);
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        Started = true;
        await stream.WriteAsync(_sent, cancellationToken).ConfigureAwait(false);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _sent.Length;
        return true;
    }
}
