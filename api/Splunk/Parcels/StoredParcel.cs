using TrailWatch.Findings.Outbox;
using TrailWatch.Splunk.Delivery;

namespace TrailWatch.Splunk.Parcels;

/// <summary>What was taken up from the store, with the lease under which it is held.</summary>
internal sealed record StoredParcel(LeasedDelivery Delivery, IReadOnlyList<HecEvent> Events)
    : Parcel(Delivery.Name, Delivery.Attempts - 1, Delivery.Resent, Events);
