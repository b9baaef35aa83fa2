namespace TrailWatch.Bench;

/// <summary>Durations of one thing, in ms.</summary>
internal sealed class Samples
{
    private readonly List<double> _all = [];

    public double Median => Quantile(0.5);

    public double P95 => Quantile(0.95);

    public double P99 => Quantile(0.99);

    public int Count => _all.Count;

    public void Add(TimeSpan time) => _all.Add(time.TotalMilliseconds);

    public void Add(Samples others) => _all.AddRange(others._all);

    private double Quantile(double share)
    {
        var sorted = _all.Order().ToList();
        return sorted.Count == 0 ? 0 : sorted[Math.Min((int)(share * sorted.Count), sorted.Count - 1)];
    }
}
