namespace TrailWatch.Splunk.Delivery;

/// <summary>Whether an endpoint takes findings now.</summary>
internal enum LaneState
{
    Ready,

    /// <summary>It failed or is busy; it is tried again soon.</summary>
    Paused,

    /// <summary>It refuses the token, the address or another setting: somebody has to mend that.</summary>
    Held,
}
