namespace TrailWatch.Coverage;

/// <summary>
/// One survey of the memory at a time: it reads everybody, and two at once would only be slower. Who comes meanwhile waits a
/// little, and is told to come back where that is not enough.
/// </summary>
public sealed class ScanTurn : IDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>Dispose what is answered to let the next one in; null where the turn did not come in time.</summary>
    public async Task<IDisposable?> TakeAsync(CancellationToken cancellation) =>
        await _one.WaitAsync(Patience, cancellation).ConfigureAwait(false) ? new Turn(_one) : null;

    public void Dispose() => _one.Dispose();

    private sealed class Turn(SemaphoreSlim one) : IDisposable
    {
        public void Dispose() => one.Release();
    }
}
