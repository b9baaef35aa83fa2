using System.IO.Compression;
using System.Net.Http.Headers;

namespace TrailWatch.Replay;

/// <summary>Records as a request's body; they shrink to a tenth.</summary>
internal static class GzipContent
{
    public static HttpContent Of(ReadOnlyMemory<byte> records)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(records.Span);
        }

        return new ByteArrayContent(packed.GetBuffer(), 0, (int)packed.Length)
        {
            Headers = { ContentType = new MediaTypeHeaderValue("application/x-ndjson"), ContentEncoding = { "gzip" } },
        };
    }
}
