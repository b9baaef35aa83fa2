using Microsoft.Extensions.Options;
using TrailWatch.Splunk.Hec;

namespace TrailWatch.Splunk.Delivery;

/// <summary>One lane for each endpoint, and what they share.</summary>
internal sealed class DeliveryLanes : IDisposable
{
    public DeliveryLanes(
        HecClients clients, IOutbox outbox, IOptions<HecOptions> options, HecMetrics metrics, TimeProvider time, ILogger<DeliveryWorker> log)
    {
        var settings = options.Value;
        Dispatch = new Dispatch(outbox, settings, Tally, time, log);
        All =
        [
            .. clients.All.Zip(settings.Endpoints, (client, endpoint) => new Lane(
                client, LaneParts.Of(client, endpoint, settings, Dispatch, outbox, Tally, metrics, time, log), endpoint.Weight, settings, time, log)),
        ];
    }

    public IReadOnlyList<Lane> All { get; }

    public Dispatch Dispatch { get; }

    public DeliveryTally Tally { get; } = new();

    /// <summary>What waits goes out at once, also to endpoints that pause: for an operator who has just mended one.</summary>
    public void Flush()
    {
        foreach (var lane in All)
        {
            lane.Wake();
        }

        Dispatch.Hurry();
    }

    public void Dispose() => Dispatch.Dispose();
}
