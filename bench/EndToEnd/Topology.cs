using System.Text.Json.Nodes;
using TrailWatch.Bench.Load;
using TrailWatch.Bench.Machine;

namespace TrailWatch.Bench.EndToEnd;

/// <summary>Some replicas on a store, and what a stream came to there.</summary>
/// <param name="Store">One Redis or a cluster.</param>
/// <param name="Replicas">Of the service.</param>
/// <param name="Masters">Of the store.</param>
/// <param name="WarmUps">Records before those that were measured; they count for the findings.</param>
/// <param name="Measured">The rest of the stream.</param>
/// <param name="Findings">By id: what every topology must agree on.</param>
/// <param name="MemoryPerEvent">Bytes by which Redis grew, per event whose hour can still be open: the actors' own state included, so rather too much.</param>
internal sealed record Topology(
    StoreKind Store, int Replicas, int Masters, long WarmUps, Measured Measured, IReadOnlyDictionary<string, string> Findings, double MemoryPerEvent)
{
    private const int Clients = 8;
    private const int OneIn = 50;
    private const double OpenHours = 3;

    public string Name => $"{Replicas} on {(Store == StoreKind.Cluster ? "a cluster" : "one Redis")}";

    /// <summary>The share of the time in which a Redis, on average, is at work.</summary>
    public double BusyShare => Measured.Redis.Cpu / Measured.Load.Elapsed.TotalSeconds / Masters;

    /// <summary>Runs a stream: for a time, or as much as another topology got.</summary>
    public static async Task<Topology> RunAsync(BenchArguments arguments, RecordPool pool, StoreKind store, int replicas, Topology? same)
    {
        BenchArguments.Tell($"{replicas} on {store}");
        await using var rig = await Rig.StartAsync(new RigPlan { Store = store, Replicas = replicas });
        await Directories.ApproveNearlyAllAsync(rig, pool, OneIn);
        var before = await RedisStat.ReadAsync(rig.Servers);
        var trail = new Trail(pool);
        var load = rig.Load(trail);
        await (same is null ? load.ForAsync(arguments.Time, Clients, Duel.Records) : load.SendAsync(same.WarmUps, Clients, Duel.Records));
        var warmUps = trail.Taken;
        var measured = await rig.MeasureAsync(() => same is null
            ? load.ForAsync(2 * arguments.Time, Clients, Duel.Records)
            : load.SendAsync(same.Measured.Load.Events, Clients, Duel.Records));
        var grown = (await RedisStat.ReadAsync(rig.Servers) - before).Memory;
        var findings = (await FindingList.ReadAsync(rig.Address)).Select(text => JsonNode.Parse(text)!).ToDictionary(
            f => (string)f["id"]!, f => $"{f["count"]} {f["evidence"]!.ToJsonString()} {f["eventNames"]?.ToJsonString()}");
        return new(store, replicas, rig.Servers.Count, warmUps, measured, findings, grown / Math.Min(trail.Taken, OpenHours * pool.EventsPerHour));
    }

    /// <summary>The findings of which the other topology says something else, or nothing, or which only it has.</summary>
    public int Differences(Topology other) =>
        Findings.Count(f => other.Findings.GetValueOrDefault(f.Key) != f.Value) + other.Findings.Keys.Count(id => !Findings.ContainsKey(id));
}
