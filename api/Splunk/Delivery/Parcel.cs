namespace TrailWatch.Splunk.Delivery;

/// <summary>What is leased from an outbox to be delivered as a whole. An outbox may derive from it to keep what it needs for settling.</summary>
/// <param name="Id">Names it in the log.</param>
/// <param name="Attempts">Deliveries that were tried before this one.</param>
/// <param name="Resent">An earlier attempt may have reached the index; the events say so themselves, with <c>resent</c>.</param>
/// <param name="Events">Delivered together or not at all as far as the outbox is concerned.</param>
public record Parcel(string Id, int Attempts, bool Resent, IReadOnlyList<HecEvent> Events);
