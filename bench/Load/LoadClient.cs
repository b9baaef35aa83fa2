using System.Diagnostics;

namespace TrailWatch.Bench.Load;

/// <summary>One client with a connection to each target, and what it has seen.</summary>
internal sealed class LoadClient(IEnumerable<Target> targets, int seed, CancellationToken cancellation) : IDisposable
{
    private readonly Random _random = new(seed);
    private readonly List<LoadConnection> _connections = [.. targets.Select(t => new LoadConnection(t))];

    public LoadResult Result { get; } = new();

    /// <returns>True, so that a loop goes on.</returns>
    public async Task<bool> SendAsync(Body body, TimeSpan waited = default)
    {
        var started = Stopwatch.GetTimestamp();
        var answer = await Connection().PostAsync(body, cancellation);
        Result.Add(answer, body.Records, body.Length, waited + Stopwatch.GetElapsedTime(started));
        return true;
    }

    /// <returns>True, so that a loop goes on.</returns>
    public async Task<bool> SendAsync(PackedBody body)
    {
        var started = Stopwatch.GetTimestamp();
        var answer = await Connection().PostAsync(body, cancellation);
        Result.Add(answer, body.Records, body.Length, Stopwatch.GetElapsedTime(started));
        return true;
    }

    public void Dispose() => _connections.ForEach(c => c.Dispose());

    private LoadConnection Connection() => _connections[_random.Next(_connections.Count)];
}
