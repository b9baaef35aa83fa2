using TrailWatch.Evaluation;

namespace TrailWatch.Replay;

/// <summary>
/// A replay: learns when each file's records happened, then sends all of them in order of time, batch by batch. After each answer
/// the checkpoint is moved on; while one batch is away, the next is made.
/// </summary>
internal sealed class ReplayRun(IReadOnlyList<LogFile> files, IReplayTarget target, CheckpointFile file, Checkpoint start, int batchRecords, TimeProvider clock)
{
    private readonly long _began = clock.GetTimestamp();
    private volatile ReplayProgress _progress = new()
    {
        Files = files.Count,
        Bytes = start.Inputs.Bytes,
        DoneRecords = start.Tally.Records,
        EarlierRecords = start.Tally.Records,
        Findings = start.Tally.Findings.Count,
    };

    /// <summary>May be read at any time, from any thread.</summary>
    public ReplayProgress Progress => _progress;

    public EvaluationMode Mode => start.Mode;

    public Tally Tally => start.Tally;

    public List<FileFault> Faults { get; } = [];

    /// <summary>How long the replay has taken, earlier runs included.</summary>
    public TimeSpan Duration => TimeSpan.FromSeconds(start.Seconds) + clock.GetElapsedTime(_began);

    /// <summary>Returns when everything has been sent.</summary>
    /// <exception cref="OperationCanceledException">Told to stop; what was answered is in the checkpoint.</exception>
    /// <exception cref="ReplayStoppedException">The target or the disk does not go along.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        await target.CheckAsync(cancellation).ConfigureAwait(false);
        var survey = new Survey(files);
        survey.Run((bytes, count) => _progress = _progress with { SurveyedBytes = bytes, SurveyedFiles = count }, cancellation);
        Faults.AddRange(survey.Faults);
        _progress = _progress with { Records = survey.Records };

        using var order = new TimeOrder(files, survey.Pieces, start.After);
        await SendAllAsync(new BatchMaker(order, batchRecords), cancellation).ConfigureAwait(false);
        Faults.AddRange(order.Faults);
    }

    private async Task SendAllAsync(BatchMaker batches, CancellationToken cancellation)
    {
        var sending = clock.GetTimestamp();
        var next = Task.Run(batches.Next, CancellationToken.None);
        try
        {
            while (await next.ConfigureAwait(false) is { } batch)
            {
                using (batch)
                {
                    next = Task.Run(batches.Next, CancellationToken.None);
                    cancellation.ThrowIfCancellationRequested();
                    await SendAsync(batch, cancellation).ConfigureAwait(false);
                    _progress = _progress with
                    {
                        DoneRecords = Tally.Records,
                        DoneFiles = batch.FinishedFiles,
                        Findings = Tally.Findings.Count,
                        Sending = clock.GetElapsedTime(sending),
                    };
                }
            }
        }
        finally
        {
            // It reads from files that are about to be closed.
            await Task.WhenAny(next).ConfigureAwait(false);
            if (next.IsCompletedSuccessfully)
            {
                (await next.ConfigureAwait(false))?.Dispose();
            }
        }
    }

    private async Task SendAsync(ReplayBatch batch, CancellationToken cancellation)
    {
        EvaluationResult? answer = batch.Origins.Count == 0
            ? null
            : await target.SendAsync(batch.Body.Memory, start.Mode, cancellation).ConfigureAwait(false);
        Tally.Add(batch, answer, files);
        file.Save(start with { After = batch.Last, Seconds = Duration.TotalSeconds });
    }
}
