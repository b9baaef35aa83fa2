namespace TrailWatch.Splunk.Delivery;

/// <summary>
/// Where findings wait for their delivery. A lease ends by itself when its holder died, and the parcel is then leased again with
/// <see cref="Parcel.Resent"/>.
/// </summary>
public interface IOutbox
{
    /// <summary>Up to <paramref name="most"/> parcels that nobody else holds, the longest waiting first; none where none is due.</summary>
    Task<IReadOnlyList<Parcel>> LeaseAsync(int most, CancellationToken cancellation);

    /// <summary>Ends leases. Settling one that is over already changes nothing.</summary>
    /// <returns>What became of each: an outbox may give up what was to be sent again.</returns>
    Task<IReadOnlyList<SettlementKind>> SettleAsync(IReadOnlyList<Settlement> settled, CancellationToken cancellation);
}
