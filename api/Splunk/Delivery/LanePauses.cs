using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using TrailWatch.Splunk.Hec;

namespace TrailWatch.Splunk.Delivery;

/// <summary>
/// How long a lane rests after a round that went wrong: jittered and growing, or as long as the server asks; after several in a row
/// for as long as the circuit stays open; while the settings are refused, growing to minutes.
/// </summary>
internal sealed class LanePauses(HecRetryOptions options, TimeProvider time, Action<LaneState, string, TimeSpan> resting)
{
    /// <summary>The longest that Polly allows: failures in a row count however far apart they are.</summary>
    private static readonly TimeSpan Ever = TimeSpan.FromHours(24);

    private readonly TimeSpan _base = TimeSpan.FromMilliseconds(options.BaseMs);
    private readonly TimeSpan _hintCap = TimeSpan.FromSeconds(options.HintCapSeconds);

    /// <summary>For all rounds up to the next one that succeeds. A new one each time, so that the circuit counts failures in a row.</summary>
    public ResiliencePipeline<HecVerdict> UntilSuccess() => new ResiliencePipelineBuilder<HecVerdict> { TimeProvider = time }
        .AddRetry(new RetryStrategyOptions<HecVerdict>
        {
            ShouldHandle = static a => ValueTask.FromResult(a.Outcome.Result is { Outcome: HecOutcome.Held }),
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = _base,
            MaxDelay = TimeSpan.FromSeconds(options.HoldCapSeconds),
            MaxRetryAttempts = int.MaxValue,
            OnRetry = again => Tell(LaneState.Held, again),
        })
        .AddRetry(new RetryStrategyOptions<HecVerdict>
        {
            ShouldHandle = static a =>
                ValueTask.FromResult(a.Outcome.Exception is BrokenCircuitException || a.Outcome.Result is { IsRetryable: true }),
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = _base,
            MaxDelay = TimeSpan.FromSeconds(options.CapSeconds),
            MaxRetryAttempts = int.MaxValue,
            DelayGenerator = again => ValueTask.FromResult(Told(again.Outcome)),
            OnRetry = again => Tell(LaneState.Paused, again),
        })
        .AddCircuitBreaker(new CircuitBreakerStrategyOptions<HecVerdict>
        {
            ShouldHandle = static a => ValueTask.FromResult(a.Outcome.Result is { IsRetryable: true }),
            FailureRatio = 1,
            MinimumThroughput = options.BreakerFailures,
            SamplingDuration = Ever,
            BreakDuration = TimeSpan.FromSeconds(options.BreakerSeconds),
        })
        .Build();

    /// <summary>Null: as the back-off computes it.</summary>
    private TimeSpan? Told(Outcome<HecVerdict> outcome) => outcome.Exception is BrokenCircuitException { RetryAfter: { } open } ? open
        : outcome.Result?.RetryAfter is not { } hint ? null
        : hint > _hintCap ? _hintCap : hint;

    private ValueTask Tell(LaneState state, OnRetryArguments<HecVerdict> again)
    {
        resting(state, again.Outcome.Result?.Reason ?? "too many failures in a row", again.RetryDelay);
        return default;
    }
}
