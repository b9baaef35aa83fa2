using TrailWatch.Splunk.Hec;

namespace TrailWatch.Splunk.Delivery;

/// <summary>What a lane is made of.</summary>
internal sealed record LaneParts(
    Dispatch Dispatch, Sealing Sealing, BatchDelivery Delivery, Acknowledging Acks, AckPolling Polling, Settler Settler)
{
    public static LaneParts Of(
        HecClient client, HecEndpointOptions endpoint, HecOptions options, Dispatch dispatch, IOutbox outbox, DeliveryTally tally, HecMetrics metrics,
        TimeProvider time, ILogger log)
    {
        var ledger = new AckLedger(options.Ack, metrics, time);
        var acks = new Acknowledging(options.Acknowledgement, new HecChannel(endpoint.Channel, time), ledger, time, log, client.Name);
        var settler = new Settler(outbox, client.Name, options.Retry, tally, metrics, time, log);
        return new LaneParts(
            dispatch,
            new Sealing(options, endpoint.Index, metrics),
            new BatchDelivery(client, acks, metrics),
            acks,
            new AckPolling(client, acks, settler, options.Ack, time),
            settler);
    }
}
