using Polly;
using Polly.Retry;
using TrailWatch.Splunk.Hec;

namespace TrailWatch.Splunk.Delivery;

/// <summary>
/// Asks for the acknowledgements of one lane: soon after the first request, then at growing pauses while nothing is confirmed.
/// A question that fails changes nothing; what it would have confirmed is given up when its time is over.
/// </summary>
internal sealed class AckPolling(HecClient client, Acknowledging acks, Settler settler, HecAckOptions options, TimeProvider time)
{
    private readonly TimeSpan _first = TimeSpan.FromMilliseconds(options.PollMs);

    private readonly ResiliencePipeline<bool> _growing = new ResiliencePipelineBuilder<bool> { TimeProvider = time }
        .AddRetry(new RetryStrategyOptions<bool>
        {
            ShouldHandle = static a => ValueTask.FromResult(a.Outcome is { Exception: null, Result: false }),
            BackoffType = DelayBackoffType.Exponential,
            Delay = TimeSpan.FromMilliseconds(options.PollMs),
            MaxDelay = TimeSpan.FromSeconds(options.PollCapSeconds),
            MaxRetryAttempts = int.MaxValue,
        })
        .Build();

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (true)
        {
            await acks.Ledger.AnyAsync(cancellation).ConfigureAwait(false);
            await Task.Delay(_first, time, cancellation).ConfigureAwait(false);
            await _growing.ExecuteAsync(AskAsync, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Whether something changed, or nothing is left to ask.</summary>
    private async ValueTask<bool> AskAsync(CancellationToken cancellation)
    {
        var ended = acks.Ledger.Expire();
        foreach (var group in acks.Ledger.Waiting().GroupBy(pending => pending.Channel, StringComparer.Ordinal))
        {
            foreach (var ids in group.Select(pending => pending.Id).Chunk(HecAckAnswer.MostIds))
            {
                ended += await AskAsync(group.Key, ids, cancellation).ConfigureAwait(false);
            }
        }

        await settler.FlushAsync(cancellation).ConfigureAwait(false);
        return ended > 0 || acks.Ledger.Count == 0;
    }

    private async Task<int> AskAsync(string channel, long[] ids, CancellationToken cancellation)
    {
        var answer = await client.AskAcksAsync(ids, channel, cancellation).ConfigureAwait(false);
        var confirmed = acks.Ledger.Confirm(channel, answer.Confirmed);
        if (answer.IsDisabled)
        {
            acks.TurnOff();
        }

        acks.Saw(answer.Verdict);
        return confirmed;
    }
}
