using TrailWatch.Bench.Load;

namespace TrailWatch.Bench.EndToEnd;

/// <summary>
/// How many events a second the real service takes by HTTP, on both stores, against the limits of the same machine in the same run and against what
/// a user would write instead.
/// </summary>
internal sealed class ThroughputBench(BenchArguments arguments) : IBench
{
    private const double MostInFlightSeconds = 10;

    private readonly int[] _batches = arguments.IsQuick ? [1_000] : [100, 1_000, 10_000];
    private readonly int[] _clients = arguments.IsQuick ? [4] : [1, 4, 8, 32];

    public string Name => "throughput";

    public async Task<Report> RunAsync(RedisServer redis)
    {
        var pool = new RecordPool();
        BenchArguments.Tell("limits");
        var scan = TokenScan.Measure(pool, Duel.Records);
        var alone = await RedisAlone.MeasureAsync(pool, warmUps: 50, batches: arguments.IsQuick ? 50 : 200, Duel.Records);
        var python = await PythonBaseline.RunAsync(pool, arguments.IsQuick ? 20 : 100, Duel.Records);
        using var discard = await DiscardServer.StartAsync();
        await new LoadRun(new Trail(pool), discard.Target).ForAsync(arguments.Time, Duel.Clients, Duel.Records);
        await using var onRedis = await Contender.StartAsync("Redis", new RigPlan(), pool, arguments.Time);
        await using var embedded = await Contender.StartAsync("embedded", new RigPlan { Store = StoreKind.Embedded }, pool, arguments.Time);

        // First what is compared, while both stores hold equally little.
        var duel = await Duel.RunAsync(arguments, onRedis, embedded, discard);
        var halves = new[] { await HalfLoad.MeasureAsync(arguments, onRedis), await HalfLoad.MeasureAsync(arguments, embedded) };
        var cells = await CellsAsync(MostInFlightSeconds * Math.Min(duel.RedisPerSecond, duel.EmbeddedPerSecond), discard, onRedis, embedded);
        var noisy = await NoisyAsync();

        var report = new ThroughputReport(pool, scan, alone, python, duel, halves, [.. cells, noisy]);
        return new("Throughput by HTTP", report.Body, Goal.AreMet(report.Goals), redis.Version);
    }

    // What is under way at once may be work for some seconds, not for minutes; a slow service is spared the largest batches of many clients.
    private async Task<List<Cell>> CellsAsync(double mostInFlight, DiscardServer discard, params Contender[] contenders)
    {
        var time = arguments.Time * 0.6;
        List<Cell> cells = [];
        foreach (var records in _batches)
        {
            foreach (var clients in _clients.Where(c => c * records <= mostInFlight))
            {
                var bare = await new LoadRun(new Trail(contenders[0].Trail.Pool), discard.Target).ForAsync(time / 2, clients, records);
                foreach (var contender in contenders)
                {
                    var plain = await contender.MeasureAsync(time, clients, records);
                    var packed = await contender.MeasurePackedAsync(time, clients, records, plain.Load.PerSecond);
                    cells.Add(new(contender.Name, "plain", records, clients, plain, bare.PerSecond));
                    cells.Add(new(contender.Name, "gzip", records, clients, packed, bare.PerSecond));
                }
            }
        }

        return [.. cells.OrderByDescending(c => c.Store).ThenByDescending(c => c.Encoding)];
    }

    // Nobody is approved and nobody has MFA: each batch revises a finding or two of everybody in it.
    private async Task<Cell> NoisyAsync()
    {
        var pool = new RecordPool(withoutMfa: true);
        await using var noisy = await Contender.StartAsync("Redis, all strangers without MFA", new RigPlan(), pool, arguments.Time, Directories.ApproveNobodyAsync);
        var measured = await noisy.MeasureAsync(arguments.Time, Duel.Clients, Duel.Records);
        return new(noisy.Name, "plain", Duel.Records, Duel.Clients, measured, 0);
    }
}
