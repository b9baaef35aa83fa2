using System.Diagnostics;
using System.Text;
using TrailWatch.Bench.Load;
using TrailWatch.Bench.Machine;

namespace TrailWatch.Bench.EndToEnd;

/// <summary>How long the service takes from its start to the first 200 of <c>/readyz</c>, as built and as published; and which settings of .NET suit it.</summary>
internal sealed class StartupBench(BenchArguments arguments) : IBench
{
    private const double MostMs = 1_000;

    private static readonly Runtime[] Runtimes =
    [
        new("as shipped", []),
        new("server GC", [("DOTNET_gcServer", "1")]),
        new("server GC, not concurrent", [("DOTNET_gcServer", "1"), ("DOTNET_gcConcurrent", "0")]),
        new("server GC, fixed heaps (no DATAS)", [("DOTNET_gcServer", "1"), ("DOTNET_GCDynamicAdaptationMode", "0")]),
        new("workstation GC, not concurrent", [("DOTNET_gcServer", "0"), ("DOTNET_gcConcurrent", "0")]),
        new("workstation GC, youngest generation of 64 MB", [("DOTNET_gcServer", "0"), ("DOTNET_GCgen0size", "4000000")]),
        new("GCConserveMemory=5", [("DOTNET_GCConserveMemory", "5")]),
        new("without TieredPGO", [("DOTNET_TieredPGO", "0")]),
        new("without tiers (TieredCompilation=0)", [("DOTNET_TieredCompilation", "0")]),
    ];

    private readonly int _starts = arguments.IsQuick ? 3 : 10;

    public string Name => "startup";

    public async Task<Report> RunAsync(RedisServer redis)
    {
        using var small = await Published.MakeAsync(selfContained: false);
        using var whole = await Published.MakeAsync(selfContained: true);
        (string Name, string Program, double Megabytes)[] programs =
        [
            ("Release build, `dotnet TrailWatch.dll`", ServiceProcess.Built, 0),
            ("ReadyToRun", small.Program, small.Megabytes),
            ("ReadyToRun, self-contained", whole.Program, whole.Megabytes),
        ];
        List<(string Name, Samples Times, long Resident, double Megabytes)> starts = [];
        foreach (var (name, program, megabytes) in programs)
        {
            BenchArguments.Tell($"start, {name}");
            var (times, resident) = await StartAsync(program);
            starts.Add((name, times, resident, megabytes));
        }

        var pool = new RecordPool();
        List<string> rows = [];
        foreach (var store in new[] { StoreKind.Redis, StoreKind.Embedded })
        {
            foreach (var runtime in arguments.IsQuick ? Runtimes[..2] : Runtimes)
            {
                rows.Add(await RuntimeRowAsync(runtime.Name, new RigPlan { Store = store, Environment = runtime.Variables.ToDictionary(v => v.Name, v => v.Value) }, pool));
            }

            rows.Add(await RuntimeRowAsync("as shipped, ReadyToRun", new RigPlan { Store = store, Program = small.Program }, pool));
        }

        var goals = starts.Select(s => new Goal($"start to /readyz, embedded store, {s.Name}", "under 1 s", FormattableString.Invariant($"{s.Times.Median:N0} ms"), s.Times.Median < MostMs)).ToList();
        var body = new StringBuilder()
            .AppendLine(FormattableString.Invariant($"""
                ## Start

                From the start of the process to the first 200 of `/readyz`, asked every 5 ms, with a fresh embedded store; {_starts} starts each.

                {Goal.Table(goals)}

                | program | median ms | p95 ms | resident MB | files MB |
                |---|--:|--:|--:|--:|
                """))
            .AppendJoin('\n', starts.Select(s => FormattableString.Invariant($"| {s.Name} | {s.Times.Median:N0} | {s.Times.P95:N0} | {s.Resident / 1e6:N0} | {(s.Megabytes > 0 ? FormattableString.Invariant($"{s.Megabytes:N0}") : "")} |")))
            .Append(FormattableString.Invariant($"""


                ## Settings of .NET under load

                Batches of {Duel.Records:N0}, {Duel.Clients} clients, plain JSON, {arguments.Seconds:N0} s each after as long to warm up; by environment variables alone.

                | store | runtime | events/s | p99 ms | service µs | bytes allocated | collections | of them full | paused ms/s | peak MB |
                |---|---|--:|--:|--:|--:|--:|--:|--:|--:|

                """))
            .AppendJoin('\n', rows);
        return new("Start, and settings of the runtime", body.ToString(), Goal.AreMet(goals), redis.Version);
    }

    private async Task<(Samples Times, long Resident)> StartAsync(string program)
    {
        var times = new Samples();
        var resident = 0L;
        for (var i = 0; i < _starts; i++)
        {
            using var folder = new ScratchFolder("twb-");
            using var service = new ServiceProcess(folder.Path) { Program = program };
            var watch = Stopwatch.StartNew();
            service.Start();
            await service.ReadyAsync("/readyz", pauseMs: 5);
            times.Add(watch.Elapsed);
            resident = ProcessStat.Resident(service.Id);
        }

        return (times, resident);
    }

    private async Task<string> RuntimeRowAsync(string name, RigPlan plan, RecordPool pool)
    {
        await using var contender = await Contender.StartAsync($"{plan.Store}, {name}", plan, pool, arguments.Time);
        var measured = await contender.MeasureAsync(arguments.Time, Duel.Clients, Duel.Records);
        return FormattableString.Invariant(
            $"| {plan.Store} | {name} | {measured.Load.PerSecond:N0} | {measured.Load.Latencies.P99:N1} | {measured.ServiceMicros:N2} | {measured.AllocatedPerEvent:N0} | {measured.Heap.Collections} | {measured.Heap.FullCollections} | {measured.Heap.PauseMs / measured.Load.Elapsed.TotalSeconds:N1} | {ProcessStat.Peak(contender.Rig.Id) / 1e6:N0} |");
    }

    private sealed record Runtime(string Name, (string Name, string Value)[] Variables);
}
