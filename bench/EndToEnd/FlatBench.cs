using System.Text;
using TrailWatch.Bench.Load;
using TrailWatch.Bench.Machine;

namespace TrailWatch.Bench.EndToEnd;

/// <summary>
/// Whether an event costs the same however much is remembered. Services that know little and services that know much, each with a Redis of its own, get
/// the same load in turn; what counts is the CPU of service and Redis per event, which a busy machine changes less than events/s.
/// </summary>
internal sealed class FlatBench(BenchArguments arguments) : IBench
{
    private const double MostRatio = 1.10;
    private const double MostBytesPerActor = 4096;
    private const int Few = 1_000;
    private const int Wildcards = 1_000;

    private readonly int _many = arguments.IsQuick ? 5_000 : 100_000;
    private readonly int _most = arguments.IsQuick ? 20_000 : 1_000_000;
    private readonly int _hours = arguments.IsQuick ? 5 : 720;

    public string Name => "flat";

    public async Task<Report> RunAsync(RedisServer redis)
    {
        var pool = new RecordPool();
        var grown = 0L;
        int learnt = 0, hours = 0;
        await using var few = await StartAsync("few", pool, rig => KnownActors.LearnAsync(rig, Few));
        await using var many = await StartAsync("many", pool, rig => KnownActors.LearnAsync(rig, _many));
        await using var most = await StartAsync("most", pool, async rig =>
        {
            var before = await RedisStat.ReadAsync(rig.Servers);
            learnt = await KnownActors.LearnAsync(rig, _most);
            grown = (await RedisStat.ReadAsync(rig.Servers) - before).Memory;
        });
        await using var full = await StartAsync("full", pool, async rig => hours = await KnownActors.FillBaselinesAsync(rig, pool, _hours));
        await using var large = await StartAsync("large", pool, _ => Task.CompletedTask, others: _most, wildcards: Wildcards);
        string[] names =
        [
            FormattableString.Invariant($"{Few:N0} known actors, empty baselines, small directory"),
            FormattableString.Invariant($"{_many:N0} known actors"),
            FormattableString.Invariant($"{learnt:N0} known actors"),
            FormattableString.Invariant($"baselines of 720 hours, {hours} of them learnt call by call"),
            FormattableString.Invariant($"directory of {_most:N0} identities and {Wildcards:N0} wildcards"),
        ];

        Contender[] all = [few, many, most, full, large];
        var rounds = all.ToDictionary(c => c, _ => new List<Measured>());
        for (var i = 0; i < arguments.Rounds; i++)
        {
            // Each goes first in turn.
            for (var j = 0; j < all.Length; j++)
            {
                var one = all[(i + j) % all.Length];
                rounds[one].Add(await one.MeasureAsync(arguments.Time, Duel.Clients, Duel.Records));
            }
        }

        var lines = all.Zip(names, (c, name) => new Line(name, rounds[c], ProcessStat.Resident(c.Rig.Id))).ToList();
        var acting = await ActorMemory.MeasureAsync(full.Rig.Servers[0], "*}arn:*");
        return Write(lines, (double)grown / learnt, acting, redis.Version);
    }

    private Task<Contender> StartAsync(string name, RecordPool pool, Func<Rig, Task> seed, int others = 0, int wildcards = 0) => Contender.StartAsync(
        name,
        new RigPlan { Settings = ["--Directory:MaxBodyBytes=1073741824", "--Directory:MaxDecompressedBytes=1073741824"] },
        pool,
        arguments.Time,
        async rig =>
        {
            await Directories.ApproveNearlyAllAsync(rig, pool, others: others, wildcards: wildcards);
            await seed(rig);
        });

    private static Report Write(List<Line> lines, double bytesPerActor, ActorMemory acting, string version)
    {
        var few = lines[0].Micros;
        List<Goal> goals =
        [
            .. lines.Skip(1).Select(l => new Goal($"CPU per event, {l.Name}", "at most 10 % more", FormattableString.Invariant($"{(l.Micros / few) - 1:+0.0 %;-0.0 %}"), l.Micros / few <= MostRatio)),
            new("memory of Redis per known actor", "below 4 KB", FormattableString.Invariant($"{bytesPerActor:N0} bytes"), bytesPerActor < MostBytesPerActor),
        ];
        var body = new StringBuilder()
            .AppendLine(FormattableString.Invariant($"""
                The same load (2,000 actors by Zipf, batches of {Duel.Records:N0}, {Duel.Clients} clients) on services that remember little and much, each with a redis-server of its own, {lines[0].Rounds.Count} rounds
                in turn; medians. The known actors are none of those who act. Compared with the first line is the CPU of service and Redis together.

                {Goal.Table(goals)}

                | | service µs | Redis µs | together | against the first | events/s | service's memory MB |
                |---|--:|--:|--:|--:|--:|--:|
                """))
            .AppendJoin('\n', lines.Select(l => FormattableString.Invariant(
                $"| {l.Name} | {Measured.Median(l.Rounds, m => m.ServiceMicros):N2} | {Measured.Median(l.Rounds, m => m.RedisMicros):N2} | {l.Micros:N2} | {l.Micros / few:N3} | {Measured.Median(l.Rounds, m => m.Load.PerSecond):N0} | {l.Resident / 1e6:N0} |")))
            .Append(FormattableString.Invariant($"""


                A known actor, seen in two hours of which one is closed, takes {bytesPerActor:N0} bytes of Redis (`used_memory` after and before, per actor). Of those who act all the time, with full baselines
                and the ids of up to three open hours, {acting.Subjects:N0} were weighed by MEMORY USAGE over all their keys: median {acting.MedianBytes:N0} bytes, p95 {acting.P95Bytes:N0}, most {acting.MostBytes:N0}.
                """));
        return new("Flat as state grows", body.ToString(), Goal.AreMet(goals), version);
    }

    private sealed record Line(string Name, List<Measured> Rounds, long Resident)
    {
        public double Micros => Measured.Median(Rounds, m => m.Micros);
    }
}
