namespace TrailWatch.CloudTrail;

/// <summary>Decides what an object was once it has been read to its end: something to skip, a bad record, an event, or none of these.</summary>
internal static class RecordVerdict
{
    private const Marks S3Pointer = Marks.FromS3 | Marks.ObjectEvent;

    /// <summary>Records that are no activity of an account; null where it is none of them.</summary>
    public static string? SkipReason(in RecordDraft draft) =>
        (draft.Marks & Marks.ControlMessage) != 0 ? "control-message"
        : (draft.Marks & Marks.Insight) != 0 || string.Equals(draft.EventType, "AwsCloudTrailInsight", StringComparison.OrdinalIgnoreCase) ? "insight"
        : (draft.Marks & Marks.Digest) != 0 && !HasNameAndTime(draft) ? "digest"
        : null;

    /// <summary>Null for a good record. <paramref name="ofChildren"/> is what was wrong with what the object wraps, if it wraps anything.</summary>
    public static Fault? Judge(in RecordDraft draft, Fault? ofChildren, int depth, long bytes, ReaderLimits limits)
    {
        if (depth > limits.MaxDepth)
        {
            return Fault.TooDeep(limits.MaxDepth);
        }

        if (draft.EventSource == "aws:s3" || (draft.Marks & Marks.S3Notification) != 0 || (draft.Marks & S3Pointer) == S3Pointer)
        {
            return Fault.S3Notification;
        }

        if (!HasNameAndTime(draft) && (ofChildren is { IsOfARecord: true } || !LooksLikeARecord(draft)))
        {
            return ofChildren ?? ((draft.Marks & Marks.Flattened) != 0 ? Fault.Flattened : Fault.NotCloudTrail);
        }

        return (draft.Marks & Marks.Flattened) != 0 && draft.UserIdentity is null ? Fault.Flattened
            : bytes > limits.MaxRecordBytes ? Fault.TooLarge(limits.MaxRecordBytes)
            : OfTime(draft, limits) ?? (draft.EventName is null ? Fault.NoEventName : null);
    }

    /// <summary>Logstash moves eventTime to <c>@timestamp</c>; where both are there, eventTime is the record's own.</summary>
    public static RecordTime Time(in RecordDraft draft) => draft.EventTime.IsThere ? draft.EventTime : draft.Timestamp;

    private static Fault? OfTime(in RecordDraft draft, ReaderLimits limits)
    {
        var time = Time(draft);
        return !time.IsThere ? Fault.NoEventTime
            : !time.IsGood ? Fault.BadEventTime
            : time.UnixMilliseconds > limits.LatestTime ? Fault.FromTheFuture
            : null;
    }

    private static bool HasNameAndTime(in RecordDraft draft) => draft.EventName is not null && Time(draft).IsThere;

    // eventSource and awsRegion do not count: SQS writes them on its messages too.
    private static bool LooksLikeARecord(in RecordDraft draft) =>
        draft.EventName is not null || draft.EventTime.IsThere || draft.EventId is not null || draft.UserIdentity is not null
        || (draft.Marks & Marks.EventVersion) != 0;
}
