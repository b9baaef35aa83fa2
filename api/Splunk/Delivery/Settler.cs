using System.Collections.Concurrent;
using Polly;
using Polly.Retry;
using TrailWatch.Splunk.Hec;

namespace TrailWatch.Splunk.Delivery;

/// <summary>
/// Tells the outbox what became of the parcels of one lane. While the store is away the settlements wait here: losing them would
/// send again what was delivered.
/// </summary>
internal sealed class Settler(
    IOutbox outbox, string endpoint, HecRetryOptions options, DeliveryTally tally, HecMetrics metrics, TimeProvider time, ILogger log)
{
    private const int Tries = 4;

    private readonly ConcurrentQueue<Settlement> _waiting = new();

    private readonly ResiliencePipeline _again = new ResiliencePipelineBuilder { TimeProvider = time }
        .AddRetry(new RetryStrategyOptions
        {
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = TimeSpan.FromMilliseconds(Math.Min(200, options.BaseMs)),
            MaxRetryAttempts = Tries - 1,
        })
        .Build();

    public void Settle(OpenParcel open, EventFate fate)
    {
        var cap = TimeSpan.FromSeconds(options.HintCapSeconds);
        var hint = fate.RetryAfter > cap ? cap : fate.RetryAfter;
        _waiting.Enqueue(new Settlement(
            open.Parcel, fate.Kind, endpoint, fate.HttpStatus, fate.HecCode, fate.Reason, fate.IsAmbiguous, hint));
    }

    public async Task FlushAsync(CancellationToken cancellation)
    {
        List<Settlement> settled = [];
        while (_waiting.TryDequeue(out var one))
        {
            settled.Add(one);
        }

        if (settled.Count == 0)
        {
            return;
        }

        try
        {
            var became = await _again.ExecuteAsync(async c => await outbox.SettleAsync(settled, c).ConfigureAwait(false), cancellation).ConfigureAwait(false);
            foreach (var (one, kind) in settled.Zip(became))
            {
                Count(one, kind);
            }
        }
        catch (Exception e)
        {
            // The store's faults stay here: they must not end the lane, nor lose what it knows.
            settled.ForEach(_waiting.Enqueue);
            log.LogError(e, "{Count} deliveries could not be settled in the outbox; they are tried again", settled.Count);
        }
    }

    /// <summary>While the store is away nothing else is begun: what it does not know to be delivered it would give out again.</summary>
    public async Task FlushAllAsync(CancellationToken cancellation)
    {
        while (!_waiting.IsEmpty)
        {
            await FlushAsync(cancellation).ConfigureAwait(false);
            if (!_waiting.IsEmpty)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(options.BaseMs), time, cancellation).ConfigureAwait(false);
            }
        }
    }

    private void Count(Settlement settlement, SettlementKind kind)
    {
        tally.Settle(settlement with { Kind = kind });
        metrics.Settled(kind.ToString(), settlement.Parcel.Events.Count);
        if (kind != settlement.Kind)
        {
            metrics.DeadLettered("expired", settlement.Parcel.Events.Count);
        }
    }
}
