namespace TrailWatch.CloudTrail;

/// <summary>Of an event the fields that most others of its kind share, kept once for all of them.</summary>
internal sealed record Origin(string EventSource, string EventType, string AwsRegion, string RecipientAccountId)
{
    private const int Places = 1024;

    // A new one takes the place of the last with its hash; a place is one reference, so threads share them without a lock.
    private static readonly Origin?[] Recent = new Origin?[Places];

    public static Origin Unknown { get; } = new("", "", "", "");

    public static Origin Of(string eventSource, string eventType, string awsRegion, string recipientAccountId)
    {
        var hash = (((Mark(eventSource) * 31 + Mark(eventType)) * 31) + Mark(awsRegion)) * 31 + Mark(recipientAccountId);
        ref var recent = ref Recent[(hash ^ (hash >> 12)) % Places];
        var known = recent;
        return known is not null && known.EventSource == eventSource && known.EventType == eventType && known.AwsRegion == awsRegion
            && known.RecipientAccountId == recipientAccountId
                ? known
                : recent = new Origin(eventSource, eventType, awsRegion, recipientAccountId);
    }

    /// <summary>Tells pooled strings apart well enough.</summary>
    private static uint Mark(string text) =>
        text.Length == 0 ? 0 : (uint)(text.Length << 16) + (uint)(text[0] * 7 + text[text.Length / 3] * 17 + text[text.Length / 2] * 37 + text[^1] * 101);
}
