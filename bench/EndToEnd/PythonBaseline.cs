using System.Text.Json;
using TrailWatch.Bench.Load;
using TrailWatch.Bench.Machine;

namespace TrailWatch.Bench.EndToEnd;

/// <summary>What a user would write instead, run on the same records; see <c>bench/baseline</c>.</summary>
/// <param name="EventsPerSecond">From a file in memory, without HTTP.</param>
/// <param name="Micros">CPU of Python per event.</param>
/// <param name="RedisMicros">CPU of Redis per event.</param>
/// <param name="Versions">Of Python and redis-py.</param>
internal sealed record PythonBaseline(double EventsPerSecond, double Micros, double RedisMicros, string Versions)
{
    private const string Script = "baseline.py";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Null where there is no Python with the redis package.</summary>
    public static async Task<PythonBaseline?> RunAsync(RecordPool pool, int batches, int records)
    {
        if (await FindAsync() is not { } python)
        {
            return null;
        }

        using var folder = new ScratchFolder("twp-");
        var (bodies, names) = (folder.Of("bodies"), folder.Of("names"));
        await WriteAsync(bodies, new Trail(pool), batches, records);
        await File.WriteAllLinesAsync(names, pool.Generator.UserNames.Concat(pool.Generator.RoleNames));
        await using var redis = await RedisServer.StartAsync();
        var before = await RedisStat.ReadAsync(redis.Server);
        using var process = new ChildProcess(python, [Path.Combine(AppContext.BaseDirectory, Script), bodies, $"{redis.Port}", names]);
        var said = JsonDocument.Parse(await process.FinishAsync(Patience)).RootElement;
        var used = await RedisStat.ReadAsync(redis.Server) - before;
        var events = said.GetProperty("events").GetDouble();
        return new(
            events / said.GetProperty("seconds").GetDouble(),
            1e6 * said.GetProperty("cpu").GetDouble() / events,
            1e6 * used.Cpu / events,
            $"Python {said.GetProperty("python")}, redis-py {said.GetProperty("redis")}");
    }

    private static async Task WriteAsync(string path, Trail trail, int batches, int records)
    {
        await using var file = File.Create(path);
        for (var i = 0; i < batches; i++)
        {
            await file.WriteAsync(trail.Take(records).ToArray());
            file.WriteByte((byte)'\n');
        }
    }

    // Debian's own has Debian's packages, wherever else another Python comes first.
    private static async Task<string?> FindAsync()
    {
        foreach (var python in new[] { "/usr/bin/python3", "python3" })
        {
            try
            {
                using var process = new ChildProcess(python, ["-c", "import redis"]);
                await process.FinishAsync(Patience);
                return python;
            }
            catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
            {
                // Not that one.
            }
        }

        return null;
    }
}
