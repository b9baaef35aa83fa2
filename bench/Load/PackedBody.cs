using System.IO.Compression;

namespace TrailWatch.Bench.Load;

/// <summary>A body with gzip.</summary>
/// <param name="Bytes">As sent.</param>
/// <param name="Records">In it.</param>
/// <param name="Length">Bytes before gzip.</param>
internal sealed record PackedBody(byte[] Bytes, int Records, int Length)
{
    public static PackedBody Of(Body body)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(body.ToArray());
        }

        return new(packed.ToArray(), body.Records, body.Length);
    }
}
