using TrailWatch.CloudTrail;
using TrailWatch.Evaluation;
using TrailWatch.Replay;
using TrailWatch.Tests.CloudTrail;

namespace TrailWatch.Tests.Replay;

/// <summary>Takes down the ids that it is sent, and may do something else at some batch.</summary>
internal sealed class ListeningTarget(Action<int>? before = null) : IReplayTarget
{
    private int _batches;

    public string Name => "a listener";

    public List<string> Ids { get; } = [];

    public Task CheckAsync(CancellationToken cancellation) => Task.CompletedTask;

    public Task<EvaluationResult> SendAsync(ReadOnlyMemory<byte> records, EvaluationMode mode, CancellationToken cancellation)
    {
        before?.Invoke(++_batches);
        var batch = Read.Body(records.Span, new ReaderLimits { LatestTime = DateTimeOffset.Parse("2026-04-01T00:00:00Z", null).ToUnixTimeMilliseconds() });
        Ids.AddRange(batch.Events.Select(e => e.EventId));
        return Task.FromResult(new EvaluationResult
        {
            Received = batch.Received,
            Evaluated = batch.Events.Count,
            Duplicates = 0,
            Skipped = batch.Skipped.Values.Sum(),
            Late = 0,
            Rejected = batch.Rejected,
            SkippedReasons = batch.Skipped,
            FailedDetections = [],
            SkippedDetections = [],
            Findings = [],
        });
    }
}
