namespace TrailWatch.Findings.Outbox;

/// <summary>A delivery that this process has taken up, and no other takes up while it holds the lease.</summary>
/// <param name="Name">An id and the format.</param>
/// <param name="Revision">The one that is sent.</param>
/// <param name="Hold">By which it is held.</param>
public abstract record LeasedDelivery(string Name, int Revision, Hold Hold)
{
    /// <summary>This attempt included.</summary>
    public int Attempts => Hold.Attempts;

    /// <summary>Splunk may have it already: an attempt before was neither answered nor refused.</summary>
    public bool Resent => Hold.Resent;

    /// <summary>When the present run of attempts began, Unix ms; being held ends a run.</summary>
    public long TryingSince => Hold.TryingSince;
}

/// <summary>What the store said when a delivery was taken up; see <see cref="LeasedDelivery"/>.</summary>
/// <param name="Lease">Proves at the end that nobody else has taken it up since.</param>
/// <param name="Revision">The one that was queued.</param>
public sealed record Hold(int Attempts, bool Resent, long TryingSince, string Lease, int Revision);

/// <summary>A finding, as it stands now.</summary>
/// <param name="Format">In which it is to be sent.</param>
public sealed record LeasedFinding(Finding Finding, string Format, Hold Hold)
    : LeasedDelivery(DeliveryName.Of(Finding.Id, Format), Finding.Revision, Hold);

/// <summary>Events as they came, to be passed through.</summary>
/// <param name="Id">32 hex digits, made up when they came.</param>
/// <param name="Envelopes">HEC envelopes, one after the other.</param>
public sealed record LeasedOriginal(string Id, ReadOnlyMemory<byte> Envelopes, Hold Hold)
    : LeasedDelivery(DeliveryName.Of(Id, OutboxKeys.Original), 1, Hold);
