using System.Net;
using System.Net.Sockets;

namespace TrailWatch.Bench.Machine;

/// <summary>
/// Stands between a service and its Redis, passes all on, and keeps what the service sent, so that it can be counted and sent again without the service.
/// </summary>
internal sealed class RedisTap : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly int _redisPort;
    private readonly List<TappedConnection> _connections = [];
    private readonly List<Socket> _sockets = [];

    public RedisTap(int redisPort)
    {
        _redisPort = redisPort;
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>In the order in which they were opened.</summary>
    public IReadOnlyList<TappedConnection> Connections
    {
        get
        {
            lock (_connections)
            {
                return [.. _connections];
            }
        }
    }

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        lock (_connections)
        {
            _sockets.ForEach(s => s.Dispose());
        }

        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            Socket service;
            try
            {
                service = await _listener.AcceptSocketAsync(_stop.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }

            var redis = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            service.NoDelay = true;
            await redis.ConnectAsync(new IPEndPoint(IPAddress.Loopback, _redisPort));
            var connection = new TappedConnection();
            lock (_connections)
            {
                _connections.Add(connection);
                _sockets.AddRange([service, redis]);
            }

            _ = PassAsync(service, redis, connection.Sent);
            _ = PassAsync(redis, service, connection.Answered);
        }
    }

    private static async Task PassAsync(Socket from, Socket to, Action<ReadOnlyMemory<byte>> seen)
    {
        var buffer = new byte[256 * 1024];
        try
        {
            for (int read; (read = await from.ReceiveAsync(buffer)) > 0;)
            {
                seen(buffer.AsMemory(0, read));
                for (var left = buffer.AsMemory(0, read); left.Length > 0;)
                {
                    left = left[await to.SendAsync(left)..];
                }
            }

            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // One side is gone, and so is the bench's interest.
        }
    }
}
