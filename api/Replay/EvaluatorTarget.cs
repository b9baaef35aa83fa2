using Microsoft.Extensions.Options;
using Polly;
using Polly.Retry;
using TrailWatch.CloudTrail;
using TrailWatch.Evaluation;
using TrailWatch.Http;
using TrailWatch.Identities;
using TrailWatch.Memory;

namespace TrailWatch.Replay;

/// <summary>Evaluates in this process, in the way of <c>POST /v1/events</c>.</summary>
internal sealed class EvaluatorTarget(
    string name, Evaluator evaluator, DirectoryCache directory, IOptions<HttpLimits> limits, TimeProvider clock) : IReplayTarget
{
    private const int Attempts = 6;

    /// <summary>A store that is busy or moving is asked again for a minute; a batch may be evaluated as often as one likes.</summary>
    private readonly ResiliencePipeline _patience = new ResiliencePipelineBuilder()
        .AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = Attempts,
            BackoffType = DelayBackoffType.Exponential,
            Delay = TimeSpan.FromSeconds(1),
            ShouldHandle = attempt => ValueTask.FromResult(attempt.Outcome.Exception is { } e && StoreOutage.Is(e)),
        })
        .Build();

    public string Name => name;

    public async Task CheckAsync(CancellationToken cancellation)
    {
        // Before the directory has been read once, nobody could be told from a stranger.
        if (!directory.Loaded && !await directory.RefreshAsync(cancellation).ConfigureAwait(false))
        {
            throw Away();
        }
    }

    public async Task<EvaluationResult> SendAsync(ReadOnlyMemory<byte> records, EvaluationMode mode, CancellationToken cancellation)
    {
        // How many records a batch has is not a sender's choice here.
        var reader = limits.Value.Reader(clock.GetUtcNow()) with { MaxRecords = int.MaxValue };
        if (!CloudTrailReader.TryRead(records.Span, reader, out var batch, out var error))
        {
            throw new InvalidOperationException(error.Detail);
        }

        try
        {
            return await _patience.ExecuteAsync(
                async _ => await evaluator.EvaluateAsync(batch, mode).ConfigureAwait(false), cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (StoreOutage.Is(e))
        {
            throw Away(e);
        }
    }

    private ReplayStoppedException Away(Exception? cause = null) => new($"The store does not answer ({name}).", cause);
}
