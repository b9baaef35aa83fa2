using System.Net;
using System.Net.Sockets;
using Garnet;
using Garnet.server;
using StackExchange.Redis;
using Xunit;

namespace TrailWatch.Tests.Stores;

/// <summary>The embedded store in memory alone, on a free port: what runs on Redis must run here too.</summary>
public sealed class GarnetFixture : IAsyncLifetime
{
    private GarnetServer? _server;
    private ConnectionMultiplexer? _connection;

    public IDatabase Database => _connection!.GetDatabase();

    public async ValueTask InitializeAsync()
    {
        var port = FreePort();
        _server = new GarnetServer(new GarnetServerOptions
        {
            EndPoints = [new IPEndPoint(IPAddress.Loopback, port)],
            LogMemorySize = "128m",
            PageSize = "1m",
            IndexMemorySize = "16m",
            EnableLua = true,
            LuaOptions = new LuaOptions(),
            LuaTransactionMode = true,
            QuietMode = true,
        });
        _server.Start();

        // A machine that is busy with other tests may let the first script wait long; that says nothing about the script.
        _connection = await ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{port},allowAdmin=true,asyncTimeout=30000");
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
        {
            await _connection.DisposeAsync();
        }

        _server?.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
