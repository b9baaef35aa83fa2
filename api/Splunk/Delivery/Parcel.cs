namespace TrailWatch.Splunk.Delivery;

/// <summary>One revision of a finding in one format, leased from the outbox to be delivered.</summary>
/// <param name="Format"><c>native</c>, <c>rba</c> or <c>ocsf</c>.</param>
/// <param name="Attempts">Deliveries that were tried before this one.</param>
/// <param name="Resent">An earlier attempt may have reached the index; the events say so themselves, with <c>resent</c>.</param>
/// <param name="Events">Delivered together or not at all as far as the outbox is concerned.</param>
public sealed record Parcel(string FindingId, string Format, int Revision, int Attempts, bool Resent, IReadOnlyList<HecEvent> Events);
