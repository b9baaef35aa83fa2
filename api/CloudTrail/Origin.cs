using System.Runtime.CompilerServices;

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
        // The texts are pooled, so the objects tell them apart.
        var hash = (uint)RuntimeHelpers.GetHashCode(eventSource);
        hash = hash * 31 + (uint)RuntimeHelpers.GetHashCode(eventType);
        hash = hash * 31 + (uint)RuntimeHelpers.GetHashCode(awsRegion);
        hash = hash * 31 + (uint)RuntimeHelpers.GetHashCode(recipientAccountId);
        ref var recent = ref Recent[hash % Places];
        var known = recent;
        return known is not null && known.EventSource == eventSource && known.EventType == eventType && known.AwsRegion == awsRegion
            && known.RecipientAccountId == recipientAccountId
                ? known
                : recent = new Origin(eventSource, eventType, awsRegion, recipientAccountId);
    }
}
