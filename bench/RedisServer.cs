using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using StackExchange.Redis;
using TrailWatch.Memory;

namespace TrailWatch.Bench;

/// <summary>A redis-server of its own, without files, on a free port; gone when disposed.</summary>
internal sealed class RedisServer : IStore, IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly Process _process;
    private readonly ConnectionMultiplexer _connection;

    private RedisServer(Process process, ConnectionMultiplexer connection) => (_process, _connection) = (process, connection);

    public IDatabase Database => _connection.GetDatabase();

    public string KeyPrefix => "tw:";

    public string Version => _connection.GetServers()[0].Version.ToString();

    public static async Task<RedisServer> StartAsync()
    {
        var port = FreePort();
        var start = new ProcessStartInfo("redis-server", ["--port", $"{port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]) { RedirectStandardOutput = true };
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        var options = ConfigurationOptions.Parse($"127.0.0.1:{port},abortConnect=false,asyncTimeout=600000");
        var connection = await ConnectionMultiplexer.ConnectAsync(options);
        for (var wait = Stopwatch.StartNew(); !connection.IsConnected && wait.Elapsed < Patience;)
        {
            await Task.Delay(50);
        }

        return new(process, connection);
    }

    public Task CommitAsync(CancellationToken cancellation = default) => Task.CompletedTask;

    public Task<bool> PingAsync(CancellationToken cancellation = default) => Task.FromResult(true);

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
