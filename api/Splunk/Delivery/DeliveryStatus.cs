namespace TrailWatch.Splunk.Delivery;

/// <summary>How the endpoints do, for whoever shows it.</summary>
internal sealed class DeliveryStatus(DeliveryLanes lanes)
{
    /// <summary>Sends what waits, and tries again what pauses; on this replica.</summary>
    public void Flush() => lanes.Flush();

    /// <summary>What is due does not wait for company.</summary>
    public void Hurry() => lanes.Dispatch.Hurry();

    public IReadOnlyList<LaneStatus> Endpoints => [.. lanes.All.Select(lane => lane.Status)];
}
