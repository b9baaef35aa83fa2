using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;
using TrailWatch.Memory;

namespace TrailWatch.Backtests;

/// <summary>
/// Runs a backtest from its first record to its report: a part of the stream is read, every setting judges it, the next part is
/// read. What is live is only read. Whatever ends the run, its corner of the store is cleared.
/// </summary>
public sealed class BacktestRunner(
    BacktestStore reports, SettingRuns settings, IOptions<BacktestsOptions> options, IMeterFactory meters, TimeProvider clock, ILogger<BacktestRunner> log)
{
    /// <summary>Events read at one go.</summary>
    public const int Part = 5_000;

    private static readonly TimeSpan BeatInterval = TimeSpan.FromSeconds(5);

    private readonly Counter<long> _ended = meters.Create("TrailWatch").CreateCounter<long>(
        "trailwatch.backtests", "{backtest}", "Backtests that came to an end.");

    /// <summary>Never throws.</summary>
    /// <param name="plan">What to try.</param>
    /// <param name="queued">The report that <see cref="BacktestStore.TryBeginAsync"/> has taken.</param>
    /// <param name="token">That it was taken under.</param>
    /// <param name="turn">Given back before the end is told, so that whoever hears of it can send the next one.</param>
    /// <param name="cancelled">Somebody does not want it any more.</param>
    /// <param name="stopping">The service ends.</param>
    internal async Task RunAsync(BacktestPlan plan, BacktestReport queued, string token, IDisposable? turn, CancellationToken cancelled, CancellationToken stopping)
    {
        log.LogInformation("The backtest {Id} begins: {Settings} settings, {Source}, state {State}.", plan.Id, plan.Settings.Count, plan.Records.Name, queued.State);
        var progress = new RunProgress(queued, clock);
        var scratch = reports.Scratch(token);
        using var tooLong = new CancellationTokenSource(TimeSpan.FromHours(options.Value.MaxHours), clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancelled, stopping, tooLong.Token);
        var heard = BeatAnswer.GoOn;
        var beating = BeatAsync();
        BacktestReport end;
        try
        {
            end = progress.End(BacktestStatus.Done, results: await JudgeAsync(plan, scratch, progress, HeardAsync, stop.Token).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            end = stopping.IsCancellationRequested ? progress.End(BacktestStatus.Failed, "The service was stopped: send the backtest again.")
                : tooLong.IsCancellationRequested ? progress.End(BacktestStatus.Failed, $"It took longer than {options.Value.MaxHours} hours (Backtests:MaxHours).")
                : progress.End(heard == BeatAnswer.Lost ? BacktestStatus.Lost : BacktestStatus.Cancelled);
        }
        catch (BacktestFailedException e)
        {
            end = progress.End(BacktestStatus.Failed, e.Message);
        }
        catch (Exception e)
        {
            log.LogError(e, "The backtest {Id} failed.", plan.Id);
            end = progress.End(BacktestStatus.Failed, StoreOutage.Is(e) ? "The store could not be reached: send the backtest again." : "It failed inside the service; its log says why.");
        }

        await stop.CancelAsync().ConfigureAwait(false);
        await beating.ConfigureAwait(false);
        turn?.Dispose();
        await EndAsync(end, scratch, token).ConfigureAwait(false);

        async Task HeardAsync()
        {
            heard = await reports.BeatAsync(progress.Report, token).ConfigureAwait(false);
            if (heard != BeatAnswer.GoOn)
            {
                await stop.CancelAsync().ConfigureAwait(false);
            }
        }

        // Beside the beats between two parts, for a part may take long.
        async Task BeatAsync()
        {
            using var timer = new PeriodicTimer(BeatInterval, clock);
            try
            {
                while (await timer.WaitForNextTickAsync(stop.Token).ConfigureAwait(false))
                {
                    await HeardAsync().ConfigureAwait(false);
                }
            }
            catch (OperationCanceledException)
            {
                // The end.
            }
            catch (Exception e)
            {
                log.LogWarning(e, "The backtest {Id} gives no more signs of life but between two parts of its stream.", plan.Id);
            }
        }
    }

    private async Task<IReadOnlyList<SettingResult>> JudgeAsync(
        BacktestPlan plan, ScratchStore scratch, RunProgress progress, Func<Task> beat, CancellationToken stop)
    {
        await beat().ConfigureAwait(false);
        progress.Surveyed(plan.Records.Survey(stop));
        var runs = settings.Start(plan, scratch);
        foreach (var part in plan.Records.InOrder().Chunk(Part))
        {
            foreach (var run in runs)
            {
                stop.ThrowIfCancellationRequested();
                progress.Judging(run.Setting.Name);
                var result = await run.EvaluateAsync(part).ConfigureAwait(false);
                if (run == runs[0])
                {
                    progress.Judged(result);
                }
            }

            progress.Judged(part.Length);
            await beat().ConfigureAwait(false);
        }

        stop.ThrowIfCancellationRequested();
        FindingTally? current = null;
        var results = new List<SettingResult>();
        foreach (var run in runs)
        {
            var tally = await run.CountAsync().ConfigureAwait(false);
            results.Add(tally.ToResult(run, progress.Days, current ??= tally));
        }

        return results;
    }

    private async Task EndAsync(BacktestReport end, ScratchStore scratch, string token)
    {
        try
        {
            await scratch.ClearAsync().ConfigureAwait(false);
            await reports.BeatAsync(end, token).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            log.LogWarning(e, "The end of the backtest {Id} could not be stored; it will be told as lost, and what it left goes by itself.", end.Id);
        }

        _ended.Add(1, new KeyValuePair<string, object?>("status", end.Status.ToString()));
        log.LogInformation(
            "The backtest {Id} ended as {Status} after {Events} events, {Rate} a second. {Error}", end.Id, end.Status, end.Progress.Events, end.Progress.EventsPerSecond, end.Error);
    }
}
