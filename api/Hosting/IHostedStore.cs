using TrailWatch.Memory;

namespace TrailWatch.Hosting;

/// <summary>A store whose opening and closing belong to the host.</summary>
internal interface IHostedStore : IStore, IAsyncDisposable
{
    /// <summary>Called once, before anything else starts. A store that is merely away does not throw; <c>/readyz</c> tells.</summary>
    Task OpenAsync(CancellationToken cancellation);
}
