using TrailWatch.Bench.Machine;

namespace TrailWatch.Bench.Load;

/// <summary>A load, and what it cost each of those who share the machine.</summary>
/// <param name="Load">What was sent and answered.</param>
/// <param name="ServiceCpu">Seconds, of all replicas.</param>
/// <param name="ClientCpu">Seconds, of this process.</param>
/// <param name="Redis">Of all servers; nothing where the store is embedded.</param>
/// <param name="Heap">Of all replicas.</param>
internal sealed record Measured(LoadResult Load, double ServiceCpu, double ClientCpu, RedisStat Redis, HeapProbe Heap)
{
    /// <summary>CPU per event in µs.</summary>
    public double ServiceMicros => 1e6 * ServiceCpu / Load.Events;

    /// <summary>CPU per event in µs.</summary>
    public double ClientMicros => 1e6 * ClientCpu / Load.Events;

    /// <summary>CPU per event in µs.</summary>
    public double RedisMicros => 1e6 * Redis.Cpu / Load.Events;

    /// <summary>CPU per event in µs, of service and Redis together: what does not depend on who else needs the cores.</summary>
    public double Micros => ServiceMicros + RedisMicros;

    /// <summary>Bytes that the service allocates per event.</summary>
    public double AllocatedPerEvent => (double)Heap.Allocated / Load.Events;

    public double CommandsPerRequest => (double)Redis.Commands / Load.Requests;

    public double ReadsPerRequest => (double)Redis.Reads / Load.Requests;

    public double FindingsPerThousand => 1000.0 * Load.Findings / Load.Events;

    /// <summary>The one in the middle by a number of theirs.</summary>
    public static double Median(IEnumerable<Measured> all, Func<Measured, double> value)
    {
        var sorted = all.Select(value).Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
