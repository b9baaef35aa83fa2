using System.Text;
using TrailWatch.Bench.Load;

namespace TrailWatch.Bench.EndToEnd;

/// <summary>What <see cref="ThroughputBench"/> measured, against its targets and in words.</summary>
internal sealed class ThroughputReport(RecordPool pool, double scanNanos, RedisAlone alone, PythonBaseline? python, Duel duel, HalfLoad[] halves, IReadOnlyList<Cell> cells)
{
    private const double LeastShareOfDiscard = 0.2;
    private const double LeastTimesPython = 5;
    private const double MostEmbeddedRatio = 1.5;
    private const double MostGzipCost = 1.3;
    private const double MostAllocated = 300;
    private const double MostMs = 25;

    public IReadOnlyList<Goal> Goals => [
        new("Redis, share of Kestrel that discards the same bodies", "at least 20 % (stretch 30 %)", $"{duel.RedisPerSecond / duel.Discard:P1}", duel.RedisPerSecond / duel.Discard >= LeastShareOfDiscard),
        new("Redis, against the Python script", "at least 5 x", python is null ? "" : Text($"{duel.RedisPerSecond / python.EventsPerSecond:N1} x"), python is null ? null : duel.RedisPerSecond / python.EventsPerSecond >= LeastTimesPython),
        new("embedded store, times slower than Redis", "at most 1.5 x", Text($"{duel.RedisPerSecond / duel.EmbeddedPerSecond:N2} x"), duel.RedisPerSecond / duel.EmbeddedPerSecond <= MostEmbeddedRatio),
        new("gzip, times slower than plain", "at most 1.3 x", Text($"{duel.RedisPerSecond / duel.PackedPerSecond:N2} x"), duel.RedisPerSecond / duel.PackedPerSecond <= MostGzipCost),
        new("bytes allocated per event, Redis", "at most 300", Text($"{Allocated(duel.OnRedis):N0}"), Allocated(duel.OnRedis) <= MostAllocated),
        new("bytes allocated per event, embedded store (its own included)", "at most 300", Text($"{Allocated(duel.Embedded):N0}"), Allocated(duel.Embedded) <= MostAllocated),
        .. halves.Zip(["Redis", "embedded"], (half, store) => new Goal(
            Text($"p99 of a batch of 100 at half load ({half.PeakPerSecond / 2:N0} events/s), {store}"), "under 25 ms", Text($"{half.Paced.Latencies.P99:N1} ms"), half.Paced.Latencies.P99 < MostMs)),
    ];

    public string Body => new StringBuilder()
        .AppendLine(Text($"""
            Generated CloudTrail of {pool.MeanBytes:N0} bytes a record, 2,000 actors by Zipf, {pool.EventsPerHour:N0} events an hour of event time, so hours close all the time; every record
            is sent once. The service (Release) runs in a process of its own, and shares the machine with the client, Redis and, in its turn, Kestrel. All eight detections judge; nearly
            all who act are approved. CPU is per event, from `/proc` and Redis's INFO; allocations are the service's own count.

            ## Targets

            Batches of {Duel.Records:N0}, {Duel.Clients} clients, plain JSON where nothing else is said; medians of {duel.OnRedis.Count} rounds in turn.

            {Goal.Table(Goals)}

            ## Limits of this machine

            | what | events/s | CPU per event |
            |---|--:|--:|
            | `Utf8JsonReader` over the same bytes, every token, one core | {1e9 / scanNanos:N0} | {scanNanos / 1000:N2} µs |
            | stock Kestrel that discards the same bodies | {duel.Discard:N0} | {duel.DiscardMicros:N2} µs |
            | Redis with the service's own commands and nobody else | {alone.EventsPerSecond:N0} | {alone.Micros:N2} µs |
            | Python baseline, one process, bodies in memory{(python is null ? "" : $" ({python.Versions})")} | {(python is null ? "not measured: no Python with redis" : Text($"{python.EventsPerSecond:N0}"))} | {(python is null ? "" : Text($"{python.Micros:N1} µs + {python.RedisMicros:N1} in Redis"))} |
            | **the service on Redis** | **{duel.RedisPerSecond:N0}** | {Micros(duel.OnRedis):N2} µs + {Measured.Median(duel.OnRedis, m => m.RedisMicros):N2} in Redis |
            | **the service with gzip on Redis** | **{duel.PackedPerSecond:N0}** | {Micros(duel.Packed):N2} µs + {Measured.Median(duel.Packed, m => m.RedisMicros):N2} in Redis |
            | **the service on its embedded store** | **{duel.EmbeddedPerSecond:N0}** | {Micros(duel.Embedded):N2} µs |

            {Reading}

            ## Redis, for one batch of {Duel.Records:N0} of one client

            {alone.Commands:N0} commands in {alone.RoundTrips:N1} round trips that wait for one another, {alone.BytesPerEvent:N0} bytes sent per event:
            {string.Join(", ", alone.Names.Take(12).Select(n => Text($"{n.Name} {n.Times:N1}")))}. The replay has the recorded bytes in a pipeline without end.

            ## All

            "Of discarding" compares with Kestrel that discards the same bodies, at the same clients and batch. Commands are those that Redis executed, within scripts too, reads are
            its reads from sockets; findings are told ones: each batch that revises one tells it again. Left out is what would keep the service busy for
            more than 10 seconds with the batches that are under way at once.{(cells.Sum(c => c.Measured.Load.Late) is > 0 and var late ? Text($" {late:N0} events were late.") : "")}

            {Cell.Head}
            """))
        .AppendJoin('\n', cells.Select(c => c.Row))
        .ToString();

    private string Reading
    {
        get
        {
            var service = Micros(duel.OnRedis);
            var redis = Measured.Median(duel.OnRedis, m => m.RedisMicros);
            var client = Measured.Median(duel.OnRedis, m => m.ClientMicros);
            var all = service + redis + client;
            return Text($"""
                Read: on Redis an event costs {all:N1} µs of this machine's CPU. The service has {service / all:P0} of it, Redis {redis / all:P0}, the client that makes the load {client / all:P0}. Of the
                service's {service:N2} µs, receiving takes some {duel.DiscardMicros:N2} (what Kestrel needs to throw it away) and looking at every token once would take {scanNanos / 1000:N2}; the
                remaining {service - duel.DiscardMicros - scanNanos / 1000:N2} are for grouping, asking Redis, judging and answering. A Redis core alone would carry {alone.EventsPerSecond:N0} events/s.
                """);
        }
    }

    private static double Micros(IReadOnlyList<Measured> rounds) => Measured.Median(rounds, m => m.ServiceMicros);

    private static double Allocated(IReadOnlyList<Measured> rounds) => Measured.Median(rounds, m => m.AllocatedPerEvent);

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
