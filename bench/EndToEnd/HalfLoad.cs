using TrailWatch.Bench.Load;

namespace TrailWatch.Bench.EndToEnd;

/// <summary>How long a batch of 100 takes while the service is half busy.</summary>
/// <param name="PeakPerSecond">Events, as many as eight clients got through with such batches.</param>
/// <param name="Paced">Half of that, by the clock.</param>
internal sealed record HalfLoad(double PeakPerSecond, LoadResult Paced)
{
    private const int Records = 100;
    private const int PeakClients = 8;
    private const int PacedClients = 64;

    public static async Task<HalfLoad> MeasureAsync(BenchArguments arguments, Contender contender)
    {
        var peak = await contender.MeasureAsync(arguments.Time, PeakClients, Records);
        BenchArguments.Tell($"{contender.Name} at half of {peak.Load.PerSecond:N0} events/s");
        var paced = await contender.Rig.Load(contender.Trail).PacedAsync(2 * arguments.Time, peak.Load.PerSecond / 2, PacedClients, Records);
        return new(peak.Load.PerSecond, paced);
    }
}
