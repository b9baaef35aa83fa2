using TrailWatch.Bench.Load;

namespace TrailWatch.Bench.EndToEnd;

/// <summary>
/// What the targets compare, measured in turn, several rounds of all: a machine that gets slower meanwhile makes all of them slower. Medians count.
/// </summary>
/// <param name="Discard">Kestrel, events/s.</param>
/// <param name="DiscardMicros">CPU of Kestrel per event.</param>
/// <param name="OnRedis">The rounds on real Redis.</param>
/// <param name="Packed">The same with gzip.</param>
/// <param name="Embedded">The rounds on the embedded store.</param>
internal sealed record Duel(double Discard, double DiscardMicros, IReadOnlyList<Measured> OnRedis, IReadOnlyList<Measured> Packed, IReadOnlyList<Measured> Embedded)
{
    public const int Clients = 4;
    public const int Records = 1_000;

    public double RedisPerSecond => Measured.Median(OnRedis, m => m.Load.PerSecond);

    public double PackedPerSecond => Measured.Median(Packed, m => m.Load.PerSecond);

    public double EmbeddedPerSecond => Measured.Median(Embedded, m => m.Load.PerSecond);

    public static async Task<Duel> RunAsync(BenchArguments arguments, Contender redis, Contender embedded, DiscardServer discard)
    {
        List<(double PerSecond, double Micros)> bare = [];
        List<Measured> onRedis = [], packed = [], onEmbedded = [];
        for (var i = 0; i < arguments.Rounds; i++)
        {
            var before = discard.Cpu;
            var thrown = await new LoadRun(new Trail(redis.Trail.Pool), discard.Target).ForAsync(arguments.Time / 2, Clients, Records);
            bare.Add((thrown.PerSecond, 1e6 * (discard.Cpu - before).TotalSeconds / thrown.Events));
            onRedis.Add(await redis.MeasureAsync(arguments.Time, Clients, Records));
            onEmbedded.Add(await embedded.MeasureAsync(arguments.Time, Clients, Records));
            packed.Add(await redis.MeasurePackedAsync(arguments.Time, Clients, Records, onRedis[^1].Load.PerSecond));
        }

        return new(Middle(bare.Select(b => b.PerSecond)), Middle(bare.Select(b => b.Micros)), onRedis, packed, onEmbedded);
    }

    private static double Middle(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
