namespace TrailWatch.Splunk.Delivery;

/// <summary>Accounts for every event that this process leased.</summary>
internal sealed class DeliveryTally
{
    private readonly long[] _settled = new long[Enum.GetValues<SettlementKind>().Length];
    private long _leased;
    private long _ambiguous;

    public long Leased => Interlocked.Read(ref _leased);

    /// <summary>Returned to the outbox though they may be in the index.</summary>
    public long Ambiguous => Interlocked.Read(ref _ambiguous);

    /// <summary>Neither delivered nor returned: their leases end by themselves.</summary>
    public long Open => Leased - Enum.GetValues<SettlementKind>().Sum(Settled);

    public long Settled(SettlementKind kind) => Interlocked.Read(ref _settled[(int)kind]);

    public void Lease(IReadOnlyList<Parcel> parcels) => Interlocked.Add(ref _leased, parcels.Sum(parcel => (long)parcel.Events.Count));

    public void Settle(Settlement settlement)
    {
        Interlocked.Add(ref _settled[(int)settlement.Kind], settlement.Parcel.Events.Count);
        if (settlement is { Ambiguous: true, Kind: SettlementKind.Retry or SettlementKind.Hold })
        {
            Interlocked.Add(ref _ambiguous, settlement.Parcel.Events.Count);
        }
    }
}
