namespace TrailWatch.Splunk.Delivery;

/// <summary>How the delivery of a parcel ended.</summary>
/// <param name="Endpoint">Host, port and path.</param>
/// <param name="HttpStatus">Null where no answer came.</param>
/// <param name="HecCode">HEC's own code, where the answer had one.</param>
/// <param name="Reason">A short sentence for an operator, up to 1,024 characters, without the token; null where there is nothing to say.</param>
/// <param name="Ambiguous">Some or all of it may be in the index: what is sent next says so.</param>
/// <param name="RetryAfter">The server's hint, capped; null: as soon as an endpoint takes it.</param>
public sealed record Settlement(
    Parcel Parcel,
    SettlementKind Kind,
    string Endpoint,
    int? HttpStatus,
    int? HecCode,
    string? Reason,
    bool Ambiguous,
    TimeSpan? RetryAfter);
