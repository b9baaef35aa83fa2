using TrailWatch.Bench.Load;
using TrailWatch.Bench.Machine;

namespace TrailWatch.Bench.EndToEnd;

/// <summary>What the service asks of Redis for one batch, and how fast Redis does just that: the recorded bytes of one client's batches, sent again.</summary>
/// <param name="Commands">Sent per batch; what scripts call inside is not counted.</param>
/// <param name="RoundTrips">Per batch that wait for one another.</param>
/// <param name="BytesPerEvent">Sent to Redis.</param>
/// <param name="EventsPerSecond">By the same commands alone, in a pipeline without end.</param>
/// <param name="Micros">CPU of Redis per event meanwhile.</param>
/// <param name="Names">The commands per batch, most first.</param>
internal sealed record RedisAlone(double Commands, double RoundTrips, double BytesPerEvent, double EventsPerSecond, double Micros, IReadOnlyList<(string Name, double Times)> Names)
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(500);

    public static async Task<RedisAlone> MeasureAsync(RecordPool pool, int warmUps, int batches, int records)
    {
        var tapped = await RecordAsync(pool, warmUps, batches, records);
        var events = (double)batches * records;
        await using var redis = await RedisServer.StartAsync();
        var replays = tapped.Select(_ => new RedisReplay(redis.Port)).ToList();
        foreach (var (replay, one) in replays.Zip(tapped))
        {
            await replay.ConnectAsync();
            await replay.SendAsync(one.Bytes.AsMemory(0, (int)one.From.Bytes), one.From.Replies);
        }

        var before = await RedisStat.ReadAsync(redis.Server);
        var times = await Task.WhenAll(replays.Zip(tapped, (replay, one) => replay.SendAsync(one.Bytes.AsMemory((int)one.From.Bytes..(int)one.To.Bytes), one.To.Replies)));
        var used = await RedisStat.ReadAsync(redis.Server) - before;
        replays.ForEach(r => r.Dispose());
        return new(
            tapped.Sum(t => t.To.Commands - t.From.Commands) / (double)batches,
            tapped.Sum(t => t.To.RoundTrips - t.From.RoundTrips) / (double)batches,
            tapped.Sum(t => t.To.Bytes - t.From.Bytes) / events,
            events / times.Max().TotalSeconds,
            1e6 * used.Cpu / events,
            [.. from one in tapped
                from name in one.To.Names
                let more = name.Value - one.From.Names.GetValueOrDefault(name.Key)
                where more > 0
                group more by name.Key.ToUpperInvariant() into same
                orderby same.Sum() descending
                select (same.Key, same.Sum() / (double)batches)]);
    }

    private static async Task<List<Tapped>> RecordAsync(RecordPool pool, int warmUps, int batches, int records)
    {
        await using var redis = await RedisServer.StartAsync();
        using var tap = new RedisTap(redis.Port);
        await using var rig = await Rig.StartAsync(new RigPlan { Connection = $"127.0.0.1:{tap.Port}" });
        await Directories.ApproveNearlyAllAsync(rig, pool);
        var load = rig.Load(new Trail(pool));
        await load.SendAsync((long)warmUps * records, clients: 1, records);
        await Task.Delay(Quiet);
        var from = tap.Connections.Select(c => c.Mark()).ToList();
        await load.SendAsync((long)batches * records, clients: 1, records);
        await Task.Delay(Quiet);
        return [.. tap.Connections.Select((c, i) => new Tapped(i < from.Count ? from[i] : TapMark.Start, c.Mark(), c.Bytes())).Where(t => t.To.Bytes > t.From.Bytes)];
    }

    private sealed record Tapped(TapMark From, TapMark To, byte[] Bytes);
}
