using System.Diagnostics;
using System.Net;
using TrailWatch.Bench.Load;

namespace TrailWatch.Bench.EndToEnd;

/// <summary>A body that is made while it is sent, in chunks, since nobody says how long it is.</summary>
internal sealed class BodyContent(Body body) : HttpContent
{
    private readonly byte[] _buffer = new byte[64 * 1024];

    /// <summary>How long it took until the other side, or the buffers on the way, had taken all of it.</summary>
    public TimeSpan Taken { get; private set; }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        var watch = Stopwatch.StartNew();
        for (var at = 0; at < body.Records;)
        {
            await stream.WriteAsync(_buffer.AsMemory(0, body.Write(_buffer, ref at)));
        }

        Taken = watch.Elapsed;
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
