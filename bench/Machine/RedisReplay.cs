using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace TrailWatch.Bench.Machine;

/// <summary>Sends a Redis again what a service had sent another one, as fast as it takes it.</summary>
internal sealed class RedisReplay(int port) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly RespCounter _replies = new();

    public Task ConnectAsync() => _socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port));

    /// <summary>Sends bytes, and waits until there have been so many replies on this connection.</summary>
    /// <returns>How long it took.</returns>
    public async Task<TimeSpan> SendAsync(ReadOnlyMemory<byte> bytes, long replies)
    {
        using var late = new CancellationTokenSource(Patience);
        var watch = Stopwatch.StartNew();
        var reading = ReadAsync(replies, late.Token);
        while (bytes.Length > 0)
        {
            bytes = bytes[await _socket.SendAsync(bytes[..Math.Min(bytes.Length, 256 * 1024)], late.Token)..];
        }

        await reading;
        return watch.Elapsed;
    }

    public void Dispose() => _socket.Dispose();

    private async Task ReadAsync(long replies, CancellationToken cancellation)
    {
        var buffer = new byte[256 * 1024];
        while (_replies.Values < replies)
        {
            var read = await _socket.ReceiveAsync(buffer, cancellation);
            _replies.Add(read > 0 ? buffer.AsSpan(0, read) : throw new IOException("Redis closed the connection."));
        }
    }
}
