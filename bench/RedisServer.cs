using System.Diagnostics;
using StackExchange.Redis;
using TrailWatch.Bench.Machine;
using TrailWatch.Memory;

namespace TrailWatch.Bench;

/// <summary>A redis-server of its own, without files, on a free port; gone when disposed.</summary>
internal sealed class RedisServer : IStore, IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly ChildProcess _process;
    private readonly ConnectionMultiplexer _connection;

    private RedisServer(ChildProcess process, ConnectionMultiplexer connection, int port) => (_process, _connection, Port) = (process, connection, port);

    public int Port { get; }

    public IDatabase Database => _connection.GetDatabase();

    public IServer Server => _connection.GetServers()[0];

    public string KeyPrefix => "tw:";

    public string Version => Server.Version.ToString();

    public static async Task<RedisServer> StartAsync()
    {
        var port = ChildProcess.FreePort();
        var process = new ChildProcess("redis-server", ["--port", $"{port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]);
        var options = ConfigurationOptions.Parse($"127.0.0.1:{port},abortConnect=false,asyncTimeout=600000,allowAdmin=true");
        var connection = await ConnectionMultiplexer.ConnectAsync(options);
        for (var wait = Stopwatch.StartNew(); !connection.IsConnected; await Task.Delay(50))
        {
            if (wait.Elapsed > Patience || process.HasEnded)
            {
                var said = process.Output;
                process.Dispose();
                throw new InvalidOperationException("redis-server does not start:\n" + said);
            }
        }

        return new(process, connection, port);
    }

    public Task CommitAsync(CancellationToken cancellation = default) => Task.CompletedTask;

    public Task<bool> PingAsync(CancellationToken cancellation = default) => Task.FromResult(true);

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        _process.Dispose();
    }
}
