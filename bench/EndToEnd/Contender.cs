using TrailWatch.Bench.Load;

namespace TrailWatch.Bench.EndToEnd;

/// <summary>A service with a store, a directory and a stream of its own, warmed up.</summary>
internal sealed class Contender : IAsyncDisposable
{
    private const int MostPacked = 1_000_000;
    private const double PackedReserve = 1.2;

    private Contender(string name, Rig rig, Trail trail) => (Name, Rig, Trail) = (name, rig, trail);

    public string Name { get; }

    public Rig Rig { get; }

    public Trail Trail { get; }

    /// <param name="name">In the report.</param>
    /// <param name="plan">What to put up.</param>
    /// <param name="pool">Whose records.</param>
    /// <param name="warmUp">How long it is under load before anything counts.</param>
    /// <param name="approve">Puts the directory; nearly all are approved where none is given.</param>
    public static async Task<Contender> StartAsync(string name, RigPlan plan, RecordPool pool, TimeSpan warmUp, Func<Rig, Task>? approve = null)
    {
        BenchArguments.Tell($"{name} starts");
        var rig = await Rig.StartAsync(plan);
        try
        {
            await (approve ?? (r => Directories.ApproveNearlyAllAsync(r, pool)))(rig);
            var trail = new Trail(pool);
            await rig.Load(trail).ForAsync(warmUp, clients: 4, records: 1_000);
            return new(name, rig, trail);
        }
        catch
        {
            await rig.DisposeAsync();
            throw;
        }
    }

    public async Task<Measured> MeasureAsync(TimeSpan time, int clients, int records)
    {
        BenchArguments.Tell($"{Name}, {clients} clients, batches of {records}");
        return await Rig.MeasureAsync(() => Rig.Load(Trail).ForAsync(time, clients, records));
    }

    /// <summary>With gzip, which is made before, for so many events a second at most.</summary>
    public async Task<Measured> MeasurePackedAsync(TimeSpan time, int clients, int records, double mostPerSecond)
    {
        var events = Math.Min(MostPacked, PackedReserve * mostPerSecond * time.TotalSeconds);
        var bodies = Trail.Pack(Math.Max(2 * clients, (int)(events / records)), records);
        BenchArguments.Tell($"{Name}, {clients} clients, batches of {records}, gzip");
        return await Rig.MeasureAsync(() => Rig.Load(Trail).ForAsync(time, clients, bodies));
    }

    public ValueTask DisposeAsync() => Rig.DisposeAsync();
}
