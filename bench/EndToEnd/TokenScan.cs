using System.Diagnostics;
using System.Text.Json;
using TrailWatch.Bench.Load;

namespace TrailWatch.Bench.EndToEnd;

/// <summary>What it costs to look at every token of the bodies once and do nothing with it, on one core.</summary>
internal static class TokenScan
{
    private const int Bodies = 20;
    private const int WarmUps = 30;
    private const int Passes = 30;

    /// <returns>ns per event: the median of some passes.</returns>
    public static double Measure(RecordPool pool, int records)
    {
        var trail = new Trail(pool);
        var bodies = Enumerable.Range(0, Bodies).Select(_ => trail.Take(records).ToArray()).ToList();
        Samples passes = new();
        for (var i = -WarmUps; i < Passes; i++)
        {
            var started = Stopwatch.GetTimestamp();
            bodies.ForEach(Scan);
            if (i >= 0)
            {
                passes.Add(Stopwatch.GetElapsedTime(started));
            }
        }

        return passes.Median * 1e6 / (Bodies * records);
    }

    private static void Scan(byte[] body)
    {
        var reader = new Utf8JsonReader(body);
        while (reader.Read())
        {
        }
    }
}
