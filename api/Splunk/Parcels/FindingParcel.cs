using TrailWatch.Findings.Outbox;
using TrailWatch.Splunk.Delivery;

namespace TrailWatch.Splunk.Parcels;

/// <summary>A finding on its way in one format, with the lease under which it was taken from the outbox.</summary>
internal sealed record FindingParcel(LeasedDelivery Delivery, IReadOnlyList<HecEvent> Events)
    : Parcel(Delivery.Finding.Id, Delivery.Attempts - 1, Delivery.Resent, Events);
