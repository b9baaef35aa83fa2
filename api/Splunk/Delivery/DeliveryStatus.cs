namespace TrailWatch.Splunk.Delivery;

/// <summary>How the endpoints do, for whoever shows it.</summary>
internal sealed class DeliveryStatus(DeliveryLanes lanes)
{
    public IReadOnlyList<LaneStatus> Endpoints => [.. lanes.All.Select(lane => lane.Status)];
}
