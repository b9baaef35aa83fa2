using System.Threading.Channels;
using Polly;
using Polly.Retry;
using TrailWatch.Splunk.Hec;

namespace TrailWatch.Splunk.Delivery;

/// <summary>
/// Leases parcels while at least one lane is free, waits a moment for more to fill the batch, and hands them to the lane whose turn
/// it is. A lane that is busy, pauses or is held does not ask, so it is left out; while all do, everything stays in the outbox.
/// </summary>
internal sealed class Dispatch(IOutbox outbox, HecOptions options, DeliveryTally tally, TimeProvider time, ILogger log) : IDisposable
{
    private readonly Lock _one = new();
    private readonly SemaphoreSlim _asked = new(0);
    private readonly List<Asking> _asking = [];
    private readonly WeightedTurns _turns = new();
    private readonly TimeSpan _age = TimeSpan.FromMilliseconds(options.Batch.AgeMs);
    private readonly Channel<bool> _hurry = Signals.New();
    private bool _isClosed;

    private readonly ResiliencePipeline<IReadOnlyList<Parcel>> _again = new ResiliencePipelineBuilder<IReadOnlyList<Parcel>> { TimeProvider = time }
        .AddRetry(new RetryStrategyOptions<IReadOnlyList<Parcel>>
        {
            // A cancellation is a fault like any other, unless it is ours.
            ShouldHandle = static a => ValueTask.FromResult(a.Outcome.Exception is not null && !a.Context.CancellationToken.IsCancellationRequested),
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = TimeSpan.FromMilliseconds(options.Retry.BaseMs),
            MaxDelay = TimeSpan.FromSeconds(options.Retry.CapSeconds),
            MaxRetryAttempts = int.MaxValue,
            OnRetry = again =>
            {
                log.LogWarning(again.Outcome.Exception, "The outbox cannot be read; the next try is in {Delay}", again.RetryDelay);
                return default;
            },
        })
        .Build();

    /// <summary>What is due goes out at once, whether or not it fills a batch.</summary>
    public void Hurry() => _hurry.Writer.TryWrite(true);

    /// <summary>The next parcels for a lane; null when the service stops.</summary>
    public Task<IReadOnlyList<Parcel>?> NextAsync(string lane, int weight)
    {
        var asking = new Asking(lane, weight);
        lock (_one)
        {
            if (_isClosed)
            {
                return Task.FromResult<IReadOnlyList<Parcel>?>(null);
            }

            _asking.Add(asking);
        }

        _asked.Release();
        return asking.Parcels.Task;
    }

    /// <summary>Runs until told to stop. What was leased by then still reaches a lane.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                await _asked.WaitAsync(stopping).ConfigureAwait(false);
                Hand(await CollectAsync(stopping).ConfigureAwait(false));
            }
        }
        catch (Exception e) when (stopping.IsCancellationRequested)
        {
            log.LogDebug(e, "No more is taken from the outbox");
        }
        finally
        {
            Close();
        }
    }

    public void Dispose() => _asked.Dispose();

    private async Task<IReadOnlyList<Parcel>> CollectAsync(CancellationToken stopping)
    {
        var isHurried = false;
        while (true)
        {
            var first = await LeaseAsync(options.Batch.Count, stopping).ConfigureAwait(false);
            if (first.Count >= options.Batch.Count)
            {
                return first;
            }

            if (first.Count == 0)
            {
                isHurried = await AgeAsync(stopping).ConfigureAwait(false);
                continue;
            }

            return isHurried ? first : [.. first, .. await MoreAsync(options.Batch.Count - first.Count, stopping).ConfigureAwait(false)];
        }
    }

    /// <summary>Never throws: what is leased already goes out in any case.</summary>
    private async Task<IReadOnlyList<Parcel>> MoreAsync(int most, CancellationToken stopping)
    {
        try
        {
            await AgeAsync(stopping).ConfigureAwait(false);
            var parcels = await outbox.LeaseAsync(most, CancellationToken.None).ConfigureAwait(false);
            tally.Lease(parcels);
            return parcels;
        }
        catch (Exception e)
        {
            log.LogDebug(e, "No more joined the batch");
            return [];
        }
    }

    /// <returns>Whether somebody was in a hurry.</returns>
    private async Task<bool> AgeAsync(CancellationToken stopping)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var hurry = _hurry.Reader.ReadAsync(waiting.Token).AsTask();
        await Task.WhenAny(Task.Delay(_age, time, waiting.Token), hurry).ConfigureAwait(false);
        await waiting.CancelAsync().ConfigureAwait(false);
        await ((Task)hurry).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stopping.ThrowIfCancellationRequested();
        return hurry.IsCompletedSuccessfully;
    }

    private async Task<IReadOnlyList<Parcel>> LeaseAsync(int most, CancellationToken stopping)
    {
        // The call itself is not cancelled: a lease that was given but not received would block its parcels.
        var parcels = await _again.ExecuteAsync(
            async _ => await outbox.LeaseAsync(most, CancellationToken.None).ConfigureAwait(false), stopping).ConfigureAwait(false);
        tally.Lease(parcels);
        return parcels;
    }

    private void Hand(IReadOnlyList<Parcel> parcels)
    {
        Asking chosen;
        lock (_one)
        {
            chosen = _turns.Next(_asking, asking => (asking.Lane, asking.Weight));
            _asking.Remove(chosen);
        }

        chosen.Parcels.SetResult(parcels);
    }

    private void Close()
    {
        lock (_one)
        {
            _isClosed = true;
            _asking.ForEach(asking => asking.Parcels.SetResult(null));
            _asking.Clear();
        }
    }

    private sealed record Asking(string Lane, int Weight)
    {
        public TaskCompletionSource<IReadOnlyList<Parcel>?> Parcels { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
