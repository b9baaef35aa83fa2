using TrailWatch.Evaluation;

namespace TrailWatch.Replay;

/// <summary>Where records are sent.</summary>
internal interface IReplayTarget
{
    /// <summary>Tells one target from another, without secrets: a store's place or a service's address.</summary>
    string Name { get; }

    /// <summary>Whether records would be taken; asked before all files are read.</summary>
    /// <exception cref="ReplayStoppedException">They would not be.</exception>
    Task CheckAsync(CancellationToken cancellation);

    /// <summary>Sends a batch and waits for its answer; what was answered survives a crash of the target.</summary>
    /// <exception cref="ReplayStoppedException">The target does not take it; sending it again later is safe.</exception>
    Task<EvaluationResult> SendAsync(ReadOnlyMemory<byte> records, EvaluationMode mode, CancellationToken cancellation);
}
