namespace TrailWatch.Splunk.Delivery;

/// <summary>How an endpoint does.</summary>
/// <param name="Endpoint">Host, port and path.</param>
/// <param name="State">ready, paused (it failed or is busy) or held (somebody has to mend the token, the address or a setting).</param>
/// <param name="Reason">Of a pause or a hold; without the token.</param>
/// <param name="Since">When this state began.</param>
/// <param name="AcksPending">Requests that wait for their acknowledgement.</param>
public sealed record LaneStatus(string Endpoint, LaneState State, string? Reason, DateTimeOffset Since, int AcksPending = 0);
