using System.Globalization;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

namespace TrailWatch.Bench;

/// <summary>What reading costs, against a bare scan of the same bytes; by BenchmarkDotNet, several times in turn, since the machine may be shared.</summary>
internal sealed class ReadingBench : IBench
{
    private const int Rounds = 15;
    private const double MostRatio = 1.5;
    private const double MostBytes = 150;

    private static readonly (string Method, string Name)[] Steps =
    [
        (nameof(ReadingBenchmarks.Scan), "bare `Utf8JsonReader` scan"),
        (nameof(ReadingBenchmarks.ReadThoroughly), "reading every record by `Utf8JsonReader`, as before"),
        (nameof(ReadingBenchmarks.Read), "reading"),
        (nameof(ReadingBenchmarks.ReadAndGroup), "reading + actor + grouping"),
    ];

    public string Name => "reading";

    public Task<Report> RunAsync(RedisServer redis)
    {
        var config = ManualConfig.CreateEmpty()
            .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(2).WithIterationCount(5).WithIterationTime(TimeInterval.FromMilliseconds(100)))
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddLogger(NullLogger.Instance)
            .WithOptions(ConfigOptions.DisableLogFile);
        var rounds = Enumerable.Range(0, Rounds).Select(_ => Measure(BenchmarkRunner.Run<ReadingBenchmarks>(config))).ToList();
        return Task.FromResult(Write(rounds, redis.Version));
    }

    /// <summary>Per event: the median time in ns, and the bytes allocated.</summary>
    private static Dictionary<string, (double Ns, double Bytes)> Measure(Summary summary) => summary.Reports.ToDictionary(
        r => r.BenchmarkCase.Descriptor.WorkloadMethod.Name,
        r => (r.ResultStatistics!.Median, (double)r.GcStats.GetBytesAllocatedPerOperation(r.BenchmarkCase)!.Value),
        StringComparer.Ordinal);

    private static Report Write(List<Dictionary<string, (double Ns, double Bytes)>> rounds, string version)
    {
        var rows = Steps.Select(step => (
            step.Name,
            Ns: Median(rounds.Select(r => r[step.Method].Ns)),
            Ratio: Median(rounds.Select(r => r[step.Method].Ns / r[nameof(ReadingBenchmarks.Scan)].Ns)),
            Bytes: Median(rounds.Select(r => r[step.Method].Bytes)))).ToList();
        var good = rows[^1].Ratio <= MostRatio && rows[^1].Bytes <= MostBytes;
        var table = string.Join('\n', rows.Select(r => string.Create(CultureInfo.InvariantCulture, $"| {r.Name} | {r.Ns:n0} | {r.Ratio:0.00} | {r.Bytes:0} |")));
        var body = string.Create(CultureInfo.InvariantCulture, $"""
            {ReadingBenchmarks.Batches} batches of {ReadingBenchmarks.Records:n0} generated records of {ReadingBenchmarks.BytesPerRecord:n0} bytes (seed 1; 2,000 actors, 300 names of calls), one thread, BenchmarkDotNet;
            medians of {Rounds} rounds, in each of which all four are measured. The ratios are those within a round.

            | per event | ns | to the bare scan | bytes allocated |
            |---|--:|--:|--:|
            {table}

            Records that are plain JSON and wrap nothing are read by a vectorised scan that checks what it passes over (`PlainRecord`); everything else is left to
            `Utf8JsonReader`. An identity that was met lately is known by its bytes (`KnownIdentities`) and keeps its actor (`ActorMemo`). At the commit before
            these, this bench's data took 3.98 (reading) and 4.25 (with actor and grouping) times the bare scan, and allocated 488 and 701 bytes.

            Targets: reading + actor + grouping at most {MostRatio} times the bare scan and about {MostBytes} bytes: {(good ? "met" : "missed")}.
            """);
        return new("Reading CloudTrail", body, good, version);
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
