namespace TrailWatch.Findings.Outbox;

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
