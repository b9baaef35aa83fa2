namespace TrailWatch.Splunk.Delivery;

/// <summary>A request that HEC took and has not acknowledged yet.</summary>
/// <param name="Sent">A timestamp of the clock.</param>
internal sealed record PendingAck(string Channel, long Id, IReadOnlyList<OutgoingEvent> Events, long Sent)
{
    public void Resolve(EventFate fate)
    {
        foreach (var one in Events)
        {
            one.Resolve(fate);
        }
    }
}
