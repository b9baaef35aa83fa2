using Microsoft.Extensions.Options;
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
            return await evaluator.EvaluateAsync(batch, mode).ConfigureAwait(false);
        }
        catch (Exception e) when (StoreOutage.Is(e))
        {
            throw Away(e);
        }
    }

    private ReplayStoppedException Away(Exception? cause = null) => new($"The store does not answer ({name}).", cause);
}
