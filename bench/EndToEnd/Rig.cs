using StackExchange.Redis;
using TrailWatch.Bench.Load;
using TrailWatch.Bench.Machine;

namespace TrailWatch.Bench.EndToEnd;

/// <summary>The real service, one process or several, on the store of a plan; all of it is gone when disposed.</summary>
internal sealed class Rig : IAsyncDisposable
{
    private readonly ScratchFolder _folder = new("twb-");
    private readonly List<ServiceProcess> _services = [];
    private readonly List<string> _probes = [];
    private IAsyncDisposable? _store;

    private Rig()
    {
    }

    /// <summary>Of the store; none where it is embedded.</summary>
    public IReadOnlyList<IServer> Servers { get; private set; } = [];

    /// <summary>Of the first replica.</summary>
    public Uri Address => _services[0].Address;

    /// <summary>The first replica's process.</summary>
    public int Id => _services[0].Id;

    public Target[] Targets => [.. _services.Select(s => new Target(s.Address))];

    public static async Task<Rig> StartAsync(RigPlan plan)
    {
        var rig = new Rig();
        try
        {
            await rig.OpenAsync(plan);
            return rig;
        }
        catch
        {
            await rig.DisposeAsync();
            throw;
        }
    }

    /// <summary>Load on all replicas.</summary>
    public LoadRun Load(Trail trail) => new(trail, Targets);

    /// <summary>Load that only learns.</summary>
    public LoadRun Learning(Trail trail) => new(trail, [.. Targets.Select(t => t with { Path = "/v1/events?mode=learn" })]);

    /// <summary>Sends load and watches what it costs.</summary>
    public async Task<Measured> MeasureAsync(Func<Task<LoadResult>> load)
    {
        var (redis, heap) = (await RedisStat.ReadAsync(Servers), await HeapAsync());
        var (service, client) = (Cpu(), ProcessStat.Cpu(System.Environment.ProcessId));
        var result = await load();
        var (serviceAfter, clientAfter) = (Cpu(), ProcessStat.Cpu(System.Environment.ProcessId));
        return new(
            result,
            (serviceAfter - service).TotalSeconds,
            (clientAfter - client).TotalSeconds,
            await RedisStat.ReadAsync(Servers) - redis,
            await HeapAsync() - heap);
    }

    public async ValueTask DisposeAsync()
    {
        _services.ForEach(s => s.Dispose());
        if (_store is not null)
        {
            await _store.DisposeAsync();
        }

        _folder.Dispose();
    }

    private async Task OpenAsync(RigPlan plan)
    {
        var connection = plan.Connection;
        if (plan.Store == StoreKind.Redis && connection is null)
        {
            var redis = await RedisServer.StartAsync();
            (_store, Servers, connection) = (redis, [redis.Server], $"127.0.0.1:{redis.Port}");
        }
        else if (plan.Store == StoreKind.Cluster)
        {
            var cluster = await RedisCluster.StartAsync();
            (_store, Servers, connection) = (cluster, cluster.Servers, cluster.ConnectionString);
        }

        string[] store = plan.Store == StoreKind.Embedded ? [] : ["--Store:Mode=Redis", $"--Store:ConnectionString={connection}"];
        for (var i = 0; i < plan.Replicas; i++)
        {
            var folder = _folder.Subfolder($"{i}");
            _probes.Add(Path.Combine(folder, "heap"));
            var environment = new Dictionary<string, string>(plan.Environment)
            {
                ["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location,
                [StartupHook.SocketVariable] = _probes[^1],
            };
            _services.Add(new ServiceProcess(folder, [.. store, .. plan.Settings]) { Environment = environment, Program = plan.Program ?? ServiceProcess.Built });
            _services[^1].Start();
        }

        foreach (var service in _services)
        {
            await service.ReadyAsync("/readyz");
        }
    }

    private TimeSpan Cpu() => _services.Aggregate(TimeSpan.Zero, (sum, s) => sum + ProcessStat.Cpu(s.Id));

    private async Task<HeapProbe> HeapAsync()
    {
        var sum = default(HeapProbe);
        foreach (var probe in _probes)
        {
            sum += await HeapProbe.ReadAsync(probe);
        }

        return sum;
    }
}
