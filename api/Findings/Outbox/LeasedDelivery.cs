namespace TrailWatch.Findings.Outbox;

/// <summary>A delivery that this process has taken up, and no other takes up while it holds the lease.</summary>
/// <param name="Finding">As it stands now.</param>
/// <param name="Format">In which it is to be sent.</param>
/// <param name="Attempts">This one included.</param>
/// <param name="Resent">Splunk may have it already: an attempt before was neither answered nor refused.</param>
/// <param name="TryingSince">When the present run of attempts began, Unix ms; being held ends a run.</param>
/// <param name="Lease">Proves at the end that nobody else has taken it up since.</param>
public sealed record LeasedDelivery(Finding Finding, string Format, int Attempts, bool Resent, long TryingSince, string Lease)
{
    internal string Name => DeliveryName.Of(Finding.Id, Format);
}

/// <summary>How an attempt ended.</summary>
public enum DeliveryEnd
{
    /// <summary>Splunk has taken it.</summary>
    Delivered,

    /// <summary>To be tried again.</summary>
    Retry,

    /// <summary>Trying again is of no use.</summary>
    Dead,

    /// <summary>It was not tried, or not refused for anything of its own: as though it had not been taken up.</summary>
    Release,
}

/// <summary>The end of an attempt.</summary>
/// <param name="Delivery">Which.</param>
/// <param name="End">How it ended.</param>
/// <param name="Endpoint">Where it went; null where it was not sent.</param>
/// <param name="HttpStatus">Of the answer.</param>
/// <param name="HecCode">In the answer.</param>
/// <param name="Reason">In a sentence, where it was no success; never a token.</param>
/// <param name="Ambiguous">It was sent, and Splunk may have taken it or not.</param>
/// <param name="RetryAfter">When to try again.</param>
public sealed record DeliveryResult(
    LeasedDelivery Delivery, DeliveryEnd End, string? Endpoint, int? HttpStatus, int? HecCode, string? Reason, bool Ambiguous, TimeSpan RetryAfter);
