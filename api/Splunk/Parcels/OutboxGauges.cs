using System.Diagnostics.Metrics;
using TrailWatch.Findings.Outbox;
using TrailWatch.Splunk.Hec;

namespace TrailWatch.Splunk.Parcels;

/// <summary>Measures the outbox: how much waits, how much was given up, and for how long the oldest has been due. All replicas report the same.</summary>
internal sealed class OutboxGauges : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    private readonly DeliverySearch _search;
    private readonly TimeProvider _time;
    private OutboxDepth? _depth;

    public OutboxGauges(DeliverySearch search, IMeterFactory meters, TimeProvider time)
    {
        (_search, _time) = (search, time);
        var meter = meters.Create(HecMetrics.MeterName);
        meter.CreateObservableGauge("trailwatch.outbox.pending", () => Measured(depth => depth.Pending), "{delivery}", "Deliveries to be made, or under way.");
        meter.CreateObservableGauge("trailwatch.outbox.dead", () => Measured(depth => depth.Dead), "{delivery}", "Deliveries given up.");
        meter.CreateObservableGauge("trailwatch.outbox.age", () => Measured(Age), "s", "How long the delivery that waits longest has been due.");
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, _time);
        try
        {
            do
            {
                await MeasureAsync().ConfigureAwait(false);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The end of the service.
        }
    }

    private async Task MeasureAsync()
    {
        try
        {
            _depth = await _search.DepthAsync().ConfigureAwait(false);
        }
        catch (Exception)
        {
            // The store is away, which readiness tells: an old number would be wrong.
            _depth = null;
        }
    }

    private IEnumerable<Measurement<long>> Measured(Func<OutboxDepth, long> value) => _depth is { } depth ? [new(value(depth))] : [];

    private long Age(OutboxDepth depth) => depth.Due is { } due ? Math.Max(0, _time.GetUtcNow().ToUnixTimeMilliseconds() - due) / 1_000 : 0;
}
