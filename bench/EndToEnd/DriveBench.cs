using System.Globalization;
using TrailWatch.Bench.Load;

namespace TrailWatch.Bench.EndToEnd;

/// <summary>Load on one store and nothing else, for a profiler that is attached meanwhile.</summary>
internal sealed class DriveBench(BenchArguments arguments, StoreKind store) : IBench
{
    public string Name => $"drive-{store}";

    public async Task<Report> RunAsync(RedisServer redis)
    {
        await using var rig = await Contender.StartAsync($"{store}", new RigPlan { Store = store }, new RecordPool(), TimeSpan.FromSeconds(10));
        BenchArguments.Tell($"pid {rig.Rig.Id}");
        var lines = new List<string>();
        foreach (var (clients, records) in new[] { (4, 1_000), (8, 100) })
        {
            var m = await rig.MeasureAsync(arguments.Time, clients, records);
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"{clients} clients of {records}: PerSecond = {m.Load.PerSecond:0} {m}"));
        }

        return new("Drive", string.Join('\n', lines), true, redis.Version);
    }
}
