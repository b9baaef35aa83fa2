using System.Diagnostics;

namespace TrailWatch.Bench.Load;

/// <summary>Clients that post bodies, each the next one as soon as it has its answer (a closed loop), or all to a timetable (an open one).</summary>
/// <param name="trail">Whose records.</param>
/// <param name="targets">Each request goes to one of them at random.</param>
internal sealed class LoadRun(Trail trail, params Target[] targets)
{
    /// <summary>Longer than any request may take; a service that hangs ends the bench.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Bodies of so many records, until the time is up.</summary>
    public Task<LoadResult> ForAsync(TimeSpan time, int clients, int records)
    {
        var watch = Stopwatch.StartNew();
        return RunAsync(clients, async post => watch.Elapsed < time && await post.SendAsync(trail.Take(records)));
    }

    /// <summary>So many records, however long it takes.</summary>
    public Task<LoadResult> SendAsync(long total, int clients, int records)
    {
        var left = total / records;
        return RunAsync(clients, async post => Interlocked.Decrement(ref left) >= 0 && await post.SendAsync(trail.Take(records)));
    }

    /// <summary>Bodies with gzip, until they are used up or the time is.</summary>
    public Task<LoadResult> ForAsync(TimeSpan time, int clients, IReadOnlyList<PackedBody> bodies)
    {
        var next = -1;
        var watch = Stopwatch.StartNew();
        return RunAsync(clients, async post =>
            watch.Elapsed < time && Interlocked.Increment(ref next) is var i && i < bodies.Count && await post.SendAsync(bodies[i]));
    }

    /// <summary>
    /// So many events a second by the clock. A request that must wait for a free client has waited since its time in the timetable, so a service
    /// that stalls cannot hide it; and what the timer is late counts as the service's.
    /// </summary>
    public Task<LoadResult> PacedAsync(TimeSpan time, double eventsPerSecond, int clients, int records)
    {
        var next = -1L;
        var watch = Stopwatch.StartNew();
        return RunAsync(clients, async post =>
        {
            var due = TimeSpan.FromSeconds(Interlocked.Increment(ref next) * records / eventsPerSecond);
            if (due >= time)
            {
                return false;
            }

            if (due - watch.Elapsed is var early && early > TimeSpan.Zero)
            {
                await Task.Delay(early);
            }

            return await post.SendAsync(trail.Take(records), watch.Elapsed - due);
        });
    }

    private async Task<LoadResult> RunAsync(int clients, Func<LoadClient, Task<bool>> next)
    {
        using var stop = new CancellationTokenSource();
        Exception? failure = null;
        var sum = new LoadResult();
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(i => Task.Run(async () =>
        {
            using var client = new LoadClient(targets, i, stop.Token);
            try
            {
                while (await next(client).WaitAsync(Patience, stop.Token))
                {
                }
            }
            catch (Exception e)
            {
                // The others are cancelled, which is not what went wrong.
                Interlocked.CompareExchange(ref failure, e, null);
                await stop.CancelAsync();
            }

            lock (sum)
            {
                sum.Add(client.Result);
            }
        })));
        sum.Elapsed = watch.Elapsed;
        return failure is null ? sum : throw new InvalidOperationException("The load failed.", failure);
    }
}
