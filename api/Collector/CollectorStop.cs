using Microsoft.Extensions.Options;
using TrailWatch.Collector.Tokens;

namespace TrailWatch.Collector;

/// <summary>Goes on listening for a while after the service was told to stop, so that senders hear it in an answer.</summary>
internal sealed class CollectorStop(IOptions<CollectorOptions> options, TimeProvider clock) : IHostedLifecycleService
{
    private Task? _wait;

    public Task StoppingAsync(CancellationToken cancellationToken) => options.Value is { StopSeconds: > 0, Tokens.Count: > 0 } o
        ? _wait ??= Task.Delay(TimeSpan.FromSeconds(o.StopSeconds), clock, cancellationToken)
        : Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
