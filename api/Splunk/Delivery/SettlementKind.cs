namespace TrailWatch.Splunk.Delivery;

/// <summary>What became of a parcel.</summary>
public enum SettlementKind
{
    /// <summary>Taken, and acknowledged where the endpoint acknowledges.</summary>
    Delivered,

    /// <summary>Taken; that it was indexed was not confirmed, though it should have been or the answer was not HEC's.</summary>
    DeliveredUnconfirmed,

    /// <summary>To be sent again.</summary>
    Retry,

    /// <summary>Refused for what it holds. Sending it again unchanged would end the same.</summary>
    Dead,

    /// <summary>Back to the outbox as it was: not tried, or refused for a reason that is the operator's to mend. Counts as no attempt.</summary>
    Hold,
}
