using System.IO.Compression;
using System.Text;
using TrailWatch.CloudTrail;
using Xunit;

namespace TrailWatch.Tests.CloudTrail;

/// <summary>Reads bodies and sample files the short way.</summary>
internal static class Read
{
    public static RecordBatch Body(string body, ReaderLimits? limits = null) => Body(Encoding.UTF8.GetBytes(body), limits);

    public static RecordBatch Body(ReadOnlySpan<byte> body, ReaderLimits? limits = null)
    {
        Assert.True(CloudTrailReader.TryRead(body, limits ?? new ReaderLimits(), out var batch, out var error), error?.Detail);
        Assert.Equal(batch.Received, batch.Events.Count + batch.Skipped.Values.Sum() + batch.Rejected.Count);
        return batch;
    }

    public static ReadError Error(string body, ReaderLimits? limits = null)
    {
        Assert.False(CloudTrailReader.TryRead(Encoding.UTF8.GetBytes(body), limits ?? new ReaderLimits(), out _, out var error));
        return error;
    }

    public static CloudTrailEvent One(string body)
    {
        var batch = Body(body);
        Assert.Equal(1, batch.Received);
        return Assert.Single(batch.Events);
    }

    public static string OneRejected(string body, ReaderLimits? limits = null)
    {
        var batch = Body(body, limits);
        Assert.Equal(1, batch.Received);
        return Assert.Single(batch.Rejected).Code;
    }

    public static byte[] Shape(string name) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Samples", "shapes", name));

    public static byte[] Events(string name)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Samples", "events", name + ".ndjson.gz");
        using var gzip = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        gzip.CopyTo(bytes);
        return bytes.ToArray();
    }
}
