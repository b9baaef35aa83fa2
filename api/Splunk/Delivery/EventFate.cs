using TrailWatch.Splunk.Hec;

namespace TrailWatch.Splunk.Delivery;

/// <summary>What became of one event of a parcel.</summary>
internal sealed record EventFate(
    SettlementKind Kind, string? Reason = null, int? HttpStatus = null, int? HecCode = null, bool IsAmbiguous = false, TimeSpan? RetryAfter = null)
{
    public static EventFate Delivered { get; } = new(SettlementKind.Delivered, HttpStatus: 200, HecCode: 0);

    /// <summary>The lane had to stop before this one was sent.</summary>
    public static EventFate NotSent(string reason) => new(SettlementKind.Hold, reason);

    public static EventFate Of(SettlementKind kind, HecVerdict verdict, bool? ambiguous = null) => new(
        kind,
        verdict.Reason.Length == 0 ? null : verdict.Reason,
        verdict.HttpStatus,
        verdict.Code,
        ambiguous ?? verdict.IsAmbiguous,
        verdict.RetryAfter);

    /// <param name="after">Before it is sent again; a receiver that keeps changing would else be sent the same without end.</param>
    public static EventFate Unacknowledged(string reason, TimeSpan? after = null) => new(SettlementKind.Retry, reason, IsAmbiguous: true, RetryAfter: after);

    /// <summary>Sent, and answered by something that may be no HEC: it waits until somebody has looked.</summary>
    public static EventFate Doubtful(string reason) => new(SettlementKind.Hold, reason, IsAmbiguous: true);

    public static EventFate Unconfirmed(string reason) => new(SettlementKind.DeliveredUnconfirmed, reason);

    /// <summary>Where the events of a parcel differ, the one that has most left to do speaks for it.</summary>
    public int Rank => Kind switch
    {
        SettlementKind.Retry => 4,
        SettlementKind.Hold => 3,
        SettlementKind.Dead => 2,
        SettlementKind.DeliveredUnconfirmed => 1,
        _ => 0,
    };

    public bool IsInIndex => Kind is SettlementKind.Delivered or SettlementKind.DeliveredUnconfirmed;
}
