using Microsoft.Extensions.Options;
using TrailWatch.Splunk.Hec;

namespace TrailWatch.Splunk.Delivery;

/// <summary>
/// Carries findings from the outbox to Splunk for as long as the service runs. At its end nothing new is begun, what is under way is
/// finished and its acknowledgements are awaited until shortly before the host's patience is over; the last line accounts for every event.
/// </summary>
internal sealed class DeliveryWorker(
    DeliveryLanes lanes, IOptions<HecOptions> options, IOptions<HostOptions> host, TimeProvider time, ILogger<DeliveryWorker> log) : BackgroundService
{
    /// <summary>Kept for settling what is left.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _drain = new();

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Tls.InsecureSkipVerify)
        {
            log.LogWarning("Splunk:Hec:Tls:InsecureSkipVerify is on: anybody between this service and Splunk can read the token and the findings.");
        }

        if (options.Value.StartupCheck == HecStartupCheck.Fail && await IllAsync(cancellationToken).ConfigureAwait(false) is { Count: > 0 } ill)
        {
            throw new OptionsValidationException(HecOptions.Section, typeof(HecOptions), ill);
        }

        await base.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        // Others may have used up some of the host's patience before it is our turn.
        using var end = cancellationToken.Register(_drain.Cancel);
        var patience = host.Value.ShutdownTimeout - Margin;
        using var timer = time.CreateTimer(
            _ => _drain.Cancel(), null, patience > TimeSpan.Zero ? patience : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
        Account(lanes.Tally);
    }

    public override void Dispose()
    {
        _drain.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The start is not to wait for the first lease.
        await Task.Yield();
        log.LogInformation("Findings are delivered to {Endpoints}", string.Join(", ", lanes.All.Select(lane => lane.Client.Name)));
        await Task.WhenAll(
        [
            WarnAsync(stoppingToken),
            lanes.Dispatch.RunAsync(stoppingToken),
            .. lanes.All.Select(lane => lane.RunAsync(stoppingToken, _drain.Token)),
        ]).ConfigureAwait(false);
    }

    /// <summary>Beside the work: evaluation is not to wait for an endpoint that does not answer.</summary>
    private async Task WarnAsync(CancellationToken stopping)
    {
        if (options.Value.StartupCheck == HecStartupCheck.Warn)
        {
            var ill = await IllAsync(stopping).ConfigureAwait(false);
            ill.ForEach(sentence => log.LogWarning("{Sentence}", sentence));
        }
    }

    /// <summary>A sentence for each endpoint that is not healthy.</summary>
    private async Task<List<string>> IllAsync(CancellationToken cancellation)
    {
        List<string> ill = [];
        foreach (var client in lanes.All.Select(lane => lane.Client))
        {
            var health = await client.HealthAsync(cancellation).ConfigureAwait(false);
            if (!health.IsSuccess)
            {
                ill.Add($"The HEC at {client.Name} is not healthy: {health.Reason}.");
            }
        }

        return ill;
    }

    private void Account(DeliveryTally tally) => log.LogInformation(
        "Delivery stopped. Of {Leased} events taken from the outbox {Delivered} were delivered, {Unconfirmed} delivered without confirmation, "
        + "{Dead} given up as dead letters, {Returned} returned to the outbox ({Ambiguous} of them possibly delivered), {Open} left to their leases.",
        tally.Leased,
        tally.Settled(SettlementKind.Delivered),
        tally.Settled(SettlementKind.DeliveredUnconfirmed),
        tally.Settled(SettlementKind.Dead),
        tally.Settled(SettlementKind.Retry) + tally.Settled(SettlementKind.Hold),
        tally.Ambiguous,
        tally.Open);
}
