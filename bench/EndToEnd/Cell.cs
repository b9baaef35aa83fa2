using System.Globalization;
using TrailWatch.Bench.Load;

namespace TrailWatch.Bench.EndToEnd;

/// <summary>One line of the table of throughput.</summary>
internal sealed record Cell(string Store, string Encoding, int Records, int Clients, Measured Measured, double DiscardPerSecond)
{
    public static string Head { get; } = """
        | store | body | batch | clients | events/s | of discarding | MB/s | p50 ms | p95 ms | p99 ms | service µs | Redis µs | client µs | bytes allocated | commands a batch | reads a batch | findings a 1,000 |
        |---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|
        """;

    public string Row
    {
        get
        {
            var load = Measured.Load;
            var share = DiscardPerSecond > 0 ? $"{load.PerSecond / DiscardPerSecond:P0}" : "";
            var redis = Measured.Redis.Cpu > 0;
            return string.Create(
                CultureInfo.InvariantCulture,
                $"| {Store} | {Encoding} | {Records:N0} | {Clients} | {load.PerSecond:N0} | {share} | {load.MegabytesPerSecond:N0} | {load.Latencies.Median:N1} | {load.Latencies.P95:N1} | {load.Latencies.P99:N1} | {Measured.ServiceMicros:N2} | {(redis ? $"{Measured.RedisMicros:N2}" : "")} | {Measured.ClientMicros:N2} | {Measured.AllocatedPerEvent:N0} | {(redis ? $"{Measured.CommandsPerRequest:N0}" : "")} | {(redis ? $"{Measured.ReadsPerRequest:N0}" : "")} | {Measured.FindingsPerThousand:N2} |");
        }
    }
}
