using System.Text;
using TrailWatch.Bench.Load;

namespace TrailWatch.Bench.EndToEnd;

/// <summary>
/// The same stream to one, two and four replicas on one Redis and on a cluster of three masters, each request to a replica at random: all must come to
/// the same findings, and what an event costs Redis says how far it scales.
/// </summary>
internal sealed class ScaleBench(BenchArguments arguments) : IBench
{
    private readonly int[] _replicas = arguments.IsQuick ? [1, 2] : [1, 2, 4];

    public string Name => "scale";

    public async Task<Report> RunAsync(RedisServer redis)
    {
        var pool = new RecordPool();
        List<Topology> all = [];
        foreach (var store in new[] { StoreKind.Redis, StoreKind.Cluster })
        {
            foreach (var replicas in _replicas)
            {
                all.Add(await Topology.RunAsync(arguments, pool, store, replicas, all.FirstOrDefault()));
            }
        }

        var one = all[0];
        var cluster = all.First(t => t.Store == StoreKind.Cluster);
        var sizing = new Sizing(one.Measured.ServiceMicros, one.Measured.RedisMicros, cluster.Measured.RedisMicros, one.MemoryPerEvent);
        var goals = all.Skip(1).Select(t => new Goal(
            $"findings of {t.Name}", "those of one replica", t.Differences(one) == 0 ? "the same" : $"{t.Differences(one)} of {one.Findings.Count} differ", t.Differences(one) == 0)).ToList();
        goals.Add(new("findings to compare", "some", FormattableString.Invariant($"{one.Findings.Count:N0}"), one.Findings.Count > 0));
        var body = new StringBuilder()
            .AppendLine(FormattableString.Invariant($"""
                {one.WarmUps + one.Measured.Load.Events:N0} records, batches of {Duel.Records:N0}, 8 clients at once, each request to a replica at random; the last {one.Measured.Load.Events:N0} records are measured. One in fifty who act is not approved.
                Compared are all findings of `GET /v1/findings` by id, count, names and evidence. All processes share {Environment.ProcessorCount} cores, so more replicas are not faster here: what counts is what an
                event costs, and how busy Redis is.

                {Goal.Table(goals)}

                | replicas | events/s | p99 ms | service µs | Redis µs | each Redis busy | late |
                |---|--:|--:|--:|--:|--:|--:|
                """))
            .AppendJoin('\n', all.Select(t => FormattableString.Invariant(
                $"| {t.Name} | {t.Measured.Load.PerSecond:N0} | {t.Measured.Load.Latencies.P99:N0} | {t.Measured.ServiceMicros:N2} | {t.Measured.RedisMicros:N2} | {t.BusyShare:P0} | {t.Measured.Load.Late} |")))
            .Append($"\n\n## Sizing\n\n{sizing.Table}")
            .ToString();
        if (!arguments.IsQuick)
        {
            await sizing.WriteIntoAsync(Path.Combine("bench", "README.md"));
        }

        return new("Replicas, Redis and Redis Cluster", body, Goal.AreMet(goals), redis.Version);
    }
}
