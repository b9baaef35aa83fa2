using Microsoft.Extensions.Options;
using TrailWatch.Collector.Intake;
using TrailWatch.Collector.Replies;
using TrailWatch.Collector.Tokens;
using TrailWatch.Findings.Outbox;
using TrailWatch.Identities;
using TrailWatch.Memory;

namespace TrailWatch.Collector;

/// <summary>Whether events would be taken now. Asks for no token: Splunk ignores one, and the OpenTelemetry Collector sends none.</summary>
internal sealed class CollectorHealth(
    IntakeGate gate, DirectoryCache directory, IStore store, OriginalOutbox originals, IOptions<CollectorOptions> options, IHostApplicationLifetime lifetime)
{
    public bool IsStopping => lifetime.ApplicationStopping.IsCancellationRequested;

    public async Task<ReplyCode> CheckAsync(CancellationToken cancellation) =>
        IsStopping ? ReplyCode.ShuttingDown
        : gate.IsFull || !directory.Loaded || !await store.PingAsync(cancellation).ConfigureAwait(false) ? ReplyCode.Unhealthy
        : options.Value.PassThrough && await originals.PendingAsync().ConfigureAwait(false) >= options.Value.MaxPassing ? ReplyCode.Unhealthy
        : ReplyCode.Healthy;
}
