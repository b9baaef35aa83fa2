using System.Diagnostics;
using StackExchange.Redis;
using TrailWatch.Bench.Machine;

namespace TrailWatch.Bench;

/// <summary>Three masters of a Redis Cluster on free ports, without replicas; gone when disposed.</summary>
internal sealed class RedisCluster : IAsyncDisposable
{
    private const int Masters = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ScratchFolder _folder = new("twc-");
    private readonly List<ChildProcess> _processes = [];
    private readonly List<int> _ports = [];
    private ConnectionMultiplexer? _connection;

    private RedisCluster()
    {
    }

    public string ConnectionString => string.Join(',', _ports.Select(p => $"127.0.0.1:{p}"));

    public IReadOnlyList<IServer> Servers => _connection!.GetServers();

    public static async Task<RedisCluster> StartAsync()
    {
        var cluster = new RedisCluster();
        try
        {
            await cluster.FormAsync();
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
        {
            await _connection.DisposeAsync();
        }

        _processes.ForEach(p => p.Dispose());
        _folder.Dispose();
    }

    private async Task FormAsync()
    {
        for (var i = 0; i < Masters; i++)
        {
            var (port, bus) = (ChildProcess.FreePort(), ChildProcess.FreePort());
            _ports.Add(port);
            _processes.Add(new ChildProcess(
                "redis-server",
                ["--port", $"{port}", "--cluster-port", $"{bus}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--cluster-enabled", "yes"],
                _folder.Subfolder($"{i}")));
        }

        // The tool that comes with Redis shares out the slots; the servers may not listen yet.
        var waited = Stopwatch.StartNew();
        for (var isFormed = false; !isFormed; await Task.Delay(200))
        {
            try
            {
                using var create = new ChildProcess("redis-cli", ["--cluster", "create", .. _ports.Select(p => $"127.0.0.1:{p}"), "--cluster-yes"]);
                await create.FinishAsync(Patience);
                isFormed = true;
            }
            catch (InvalidOperationException) when (waited.Elapsed < Patience)
            {
                // Once more.
            }
        }

        _connection = await ConnectionMultiplexer.ConnectAsync(ConnectionString + ",allowAdmin=true,abortConnect=false");
        while (!(await Task.WhenAll(Servers.Select(s => s.ExecuteAsync("CLUSTER", "INFO")))).All(i => i.ToString().Contains("cluster_state:ok", StringComparison.Ordinal)))
        {
            if (waited.Elapsed > Patience)
            {
                throw new TimeoutException("The cluster does not form.");
            }

            await Task.Delay(100);
        }
    }
}
