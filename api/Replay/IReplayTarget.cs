using TrailWatch.Evaluation;

namespace TrailWatch.Replay;

/// <summary>Where records are sent.</summary>
internal interface IReplayTarget
{
    /// <summary>Tells one target from another, without secrets: a store's place or a service's address.</summary>
    string Name { get; }

    /// <summary>Sends a batch and waits for its answer; what was answered survives a crash of the target.</summary>
    /// <exception cref="ReplayStoppedException">The target does not take it; sending it again later is safe.</exception>
    Task<EvaluationResult> SendAsync(ReadOnlyMemory<byte> records, EvaluationMode mode, CancellationToken cancellation);
}
