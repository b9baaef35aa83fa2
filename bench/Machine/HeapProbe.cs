using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace TrailWatch.Bench.Machine;

/// <summary>What the collector of the service has done so far; see <see cref="StartupHook"/>.</summary>
/// <param name="Allocated">Bytes.</param>
/// <param name="Collections">Of every kind.</param>
/// <param name="FullCollections">Of the oldest generation.</param>
/// <param name="PauseMs">All pauses together.</param>
internal readonly record struct HeapProbe(long Allocated, int Collections, int FullCollections, double PauseMs)
{
    public static async Task<HeapProbe> ReadAsync(string socketPath)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(socketPath));
        var buffer = new byte[200];
        var length = 0;
        for (int read; (read = await socket.ReceiveAsync(buffer.AsMemory(length))) > 0; length += read)
        {
        }

        var numbers = Encoding.ASCII.GetString(buffer, 0, length).Split(' ').Select(n => double.Parse(n, CultureInfo.InvariantCulture)).ToArray();
        return new((long)numbers[0], (int)numbers[1], (int)numbers[2], numbers[3]);
    }

    public static HeapProbe operator +(HeapProbe a, HeapProbe b) =>
        new(a.Allocated + b.Allocated, a.Collections + b.Collections, a.FullCollections + b.FullCollections, a.PauseMs + b.PauseMs);

    public static HeapProbe operator -(HeapProbe a, HeapProbe b) =>
        new(a.Allocated - b.Allocated, a.Collections - b.Collections, a.FullCollections - b.FullCollections, a.PauseMs - b.PauseMs);
}
