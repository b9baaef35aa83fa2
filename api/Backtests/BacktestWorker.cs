using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Options;
using StackExchange.Redis;
using TrailWatch.Memory;

namespace TrailWatch.Backtests;

/// <summary>Takes backtests in, runs them in the background, and cleans up after replicas that are gone.</summary>
public sealed class BacktestWorker(
    BacktestStore reports, BacktestRunner runner, IOptions<BacktestsOptions> options, TimeProvider clock, ILogger<BacktestWorker> log) : BackgroundService
{
    private static readonly TimeSpan ReapInterval = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _turns = new(options.Value.Concurrent, options.Value.Concurrent);
    private readonly Channel<Job> _queue = Channel.CreateUnbounded<Job>();
    private readonly ConcurrentDictionary<string, CancellationTokenSource> _atWork = new(StringComparer.Ordinal);

    private sealed record Job(BacktestPlan Plan, BacktestReport Report, string Token, BacktestTurn Turn);

    /// <summary>A turn to send a backtest, so that only so many bodies lie in memory; null where all are taken.</summary>
    public BacktestTurn? TryEnter() => _turns.Wait(0, CancellationToken.None) ? new(_turns) : null;

    /// <summary>Takes a backtest in.</summary>
    /// <param name="plan">What to try.</param>
    /// <param name="turn">Passes to the backtest where it is taken, and stays the caller's where it is not.</param>
    /// <returns>Its report, or why it is not taken: <c>exists</c>, or the name of the one that is at work.</returns>
    public async Task<(BacktestReport? Taken, string? Obstacle)> StartAsync(BacktestPlan plan, BacktestTurn turn)
    {
        var token = Guid.NewGuid().ToString("N");
        var report = new BacktestReport
        {
            Id = plan.Id,
            Status = BacktestStatus.Queued,
            State = plan.OnCopy ? "copy" : "empty",
            Source = plan.Records.Name,
            CreatedAt = clock.GetUtcNow().UtcDateTime,
            Settings = plan.Settings,
            Progress = new(0, null, 0, 0, null, null),
        };
        try
        {
            if (await reports.TryBeginAsync(report, token).ConfigureAwait(false) is { } obstacle)
            {
                return (null, obstacle);
            }
        }
        catch (Exception e) when (StoreOutage.Is(e))
        {
            // The answer will say that nothing was changed, and nobody would run it.
            _ = reports.WithdrawAsync(plan.Id, token, CommandFlags.FireAndForget);
            throw;
        }

        _queue.Writer.TryWrite(new(plan, report, token, turn.Pass()));
        return (report, null);
    }

    /// <summary>Stops one that is at work, here or on another replica; the report says when it has stopped.</summary>
    public async Task CancelAsync(string id)
    {
        await reports.CancelAsync(id).ConfigureAwait(false);
        if (_atWork.TryGetValue(id, out var here))
        {
            try
            {
                await here.CancelAsync().ConfigureAwait(false);
            }
            catch (ObjectDisposedException)
            {
                // It has just ended.
            }
        }
    }

    public override void Dispose()
    {
        _turns.Dispose();
        base.Dispose();
        GC.SuppressFinalize(this);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(WorkAsync(stoppingToken), ReapAsync(stoppingToken));

    private async Task WorkAsync(CancellationToken stopping)
    {
        var running = new List<Task>();
        try
        {
            await foreach (var job in _queue.Reader.ReadAllAsync(stopping).ConfigureAwait(false))
            {
                running.RemoveAll(r => r.IsCompleted);
                running.Add(Task.Run(() => RunAsync(job, stopping), CancellationToken.None));
            }
        }
        catch (OperationCanceledException)
        {
            // The end of the service.
        }

        await Task.WhenAll(running).ConfigureAwait(false);
    }

    private async Task RunAsync(Job job, CancellationToken stopping)
    {
        using var cancel = new CancellationTokenSource();
        _atWork[job.Plan.Id] = cancel;
        await runner.RunAsync(job.Plan, job.Report, job.Token, job.Turn, cancel.Token, stopping).ConfigureAwait(false);
        _atWork.TryRemove(new(job.Plan.Id, cancel));
    }

    private async Task ReapAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(ReapInterval, clock);
        try
        {
            do
            {
                try
                {
                    if (await reports.ReapAsync().ConfigureAwait(false) is > 0 and var lost)
                    {
                        log.LogWarning("{Lost} backtests were lost with the replica that ran them; what they left is cleared.", lost);
                    }
                }
                catch (Exception e) when (StoreOutage.Is(e))
                {
                    // Again in a while.
                }
            }
            while (await timer.WaitForNextTickAsync(stopping).ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
            // The end of the service.
        }
    }
}

/// <summary>The right to have one backtest's records in memory.</summary>
public sealed class BacktestTurn(SemaphoreSlim turns) : IDisposable
{
    private SemaphoreSlim? _turns = turns;

    public void Dispose() => Interlocked.Exchange(ref _turns, null)?.Release();

    /// <summary>The same right for somebody else; disposing this one then means nothing.</summary>
    internal BacktestTurn Pass() => new(Interlocked.Exchange(ref _turns, null) ?? throw new ObjectDisposedException(nameof(BacktestTurn)));
}
