namespace TrailWatch.Splunk.Hec;

/// <summary>How a request ended, and what was said about it.</summary>
/// <param name="Reason">For logs and dead letters: short, and without the token.</param>
/// <param name="RetryAfter">The server's hint, not yet capped.</param>
/// <param name="Session">The sticky cookies that the answer set, as one text; null where it set none.</param>
internal sealed record HecVerdict(
    HecOutcome Outcome, string Reason, int? HttpStatus = null, HecReply? Reply = null, TimeSpan? RetryAfter = null, string? Session = null)
{
    public const int LongestReason = 1_024;

    public static HecVerdict Fine { get; } = new(HecOutcome.Accepted, "");

    public int? Code => Reply?.Code;

    public bool IsSuccess => Outcome is HecOutcome.Accepted or HecOutcome.NearCapacity;

    /// <summary>The endpoint needs a pause before the next batch.</summary>
    public bool IsRetryable => Outcome is HecOutcome.Unreachable or HecOutcome.Busy or HecOutcome.BusyAfterSome or HecOutcome.Failed;

    /// <summary>The events may have been indexed though nobody said so.</summary>
    public bool IsAmbiguous => Outcome == HecOutcome.Failed;
}
