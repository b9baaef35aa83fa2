using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using TrailWatch.CloudTrail;

namespace TrailWatch.Bench;

/// <summary>What <see cref="ReadingBench"/> measures; all of it per event.</summary>
[SuppressMessage("Performance", "CA1822", Justification = "BenchmarkDotNet wants methods of an instance.")]
[SuppressMessage("Maintainability", "CA1515", Justification = "BenchmarkDotNet wants a public type.")]
public class ReadingBenchmarks
{
    /// <summary>Of all, more bytes than a processor's caches hold.</summary>
    internal const int Batches = 40;

    internal const int Records = 1_000;

    private static readonly byte[][] Bodies = Generate();
    private static readonly ReaderLimits Limits = new();
    private static readonly ReaderLimits Thorough = new() { ReadsThoroughly = true };

    internal static int BytesPerRecord => Bodies.Sum(b => b.Length) / (Batches * Records);

    [Benchmark(OperationsPerInvoke = Batches * Records)]
    public int Scan()
    {
        var tokens = 0;
        foreach (var body in Bodies)
        {
            for (var json = new Utf8JsonReader(body); json.Read();)
            {
                tokens++;
            }
        }

        return tokens;
    }

    [Benchmark(OperationsPerInvoke = Batches * Records)]
    public int ReadThoroughly() => Bodies.Sum(b => Events(b, Thorough).Count);

    [Benchmark(OperationsPerInvoke = Batches * Records)]
    public int Read() => Bodies.Sum(b => Events(b, Limits).Count);

    [Benchmark(OperationsPerInvoke = Batches * Records)]
    public int ReadAndGroup() => Bodies.Sum(b => Group(Events(b, Limits)).Length);

    private static List<CloudTrailEvent> Events(byte[] body, ReaderLimits limits) =>
        CloudTrailReader.TryRead(body, limits, out var batch, out var error) ? batch.Events : throw new InvalidOperationException(error.Detail);

    /// <summary>The events in the order of their actors: each gets its actor's number, and those of a number stand together.</summary>
    private static CloudTrailEvent[] Group(List<CloudTrailEvent> events)
    {
        var numbers = new Dictionary<string, int>(events.Count / 2, StringComparer.Ordinal);
        var numberOf = new int[events.Count];
        var counts = new List<int>();
        for (var i = 0; i < events.Count; i++)
        {
            var actor = ActorResolver.Resolve(events[i], ActorGranularity.Role, out _) ?? throw new InvalidOperationException("All generated events are somebody's.");
            if (!numbers.TryGetValue(actor.Key, out var number))
            {
                numbers[actor.Key] = number = counts.Count;
                counts.Add(0);
            }

            numberOf[i] = number;
            counts[number]++;
        }

        var sum = 0;
        for (var n = 0; n < counts.Count; n++)
        {
            (counts[n], sum) = (sum, sum + counts[n]);
        }

        var grouped = new CloudTrailEvent[events.Count];
        for (var i = 0; i < events.Count; i++)
        {
            grouped[counts[numberOf[i]]++] = events[i];
        }

        return grouped;
    }

    private static byte[][] Generate()
    {
        var trail = new CloudTrailGenerator(seed: 1);
        return [.. Enumerable.Range(0, Batches).Select(_ => trail.Batch(Records))];
    }
}
