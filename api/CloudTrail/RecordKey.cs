namespace TrailWatch.CloudTrail;

/// <summary>The keys of an object that mean something to the reader; what they wrap is told by <see cref="RecordKeys"/>.</summary>
internal enum RecordKey : byte
{
    Other,

    // A record's own fields.
    AdditionalEventData,
    AwsRegion,
    ErrorCode,
    EventId,
    EventName,
    EventSource,
    EventTime,
    EventType,
    EventVersion,
    RecipientAccountId,
    ResponseElements,
    SourceIPAddress,
    Timestamp,
    UserAgent,
    UserIdentity,

    // What tells other things that look like a record or travel beside one.
    DetailType,
    Digest,
    FlattenedIdentity,
    InsightDetails,
    MessageType,
    S3TestEvent,
    Source,

    // Wrappers.
    ListOfItems,
    LogEvents,
    FreeWrapper,
    CountedWrapper,
    AwsLogs,
}

/// <summary>Looks a key up by its length first, so an unknown key costs at most a few short comparisons.</summary>
internal static class RecordKeys
{
    public static RecordKey Find(ReadOnlySpan<byte> name) => name.Length switch
    {
        3 when name.SequenceEqual("aws"u8) || name.SequenceEqual("Sns"u8) => RecordKey.FreeWrapper,
        3 when name.SequenceEqual("log"u8) => RecordKey.CountedWrapper,
        4 when name.SequenceEqual("line"u8) => RecordKey.CountedWrapper,
        4 when name.SequenceEqual("body"u8) || name.SequenceEqual("_raw"u8) => RecordKey.CountedWrapper,
        5 when name.SequenceEqual("event"u8) => RecordKey.CountedWrapper,
        5 when name.SequenceEqual("Event"u8) => RecordKey.S3TestEvent,
        6 => OfSix(name),
        7 => OfSeven(name),
        9 => OfNine(name),
        10 when name.SequenceEqual("@timestamp"u8) => RecordKey.Timestamp,
        10 when name.SequenceEqual("cloudtrail"u8) => RecordKey.FreeWrapper,
        11 when name.SequenceEqual("eventSource"u8) => RecordKey.EventSource,
        11 when name.SequenceEqual("detail-type"u8) => RecordKey.DetailType,
        11 when name.SequenceEqual("messageType"u8) => RecordKey.MessageType,
        12 when name.SequenceEqual("userIdentity"u8) => RecordKey.UserIdentity,
        12 when name.SequenceEqual("eventVersion"u8) => RecordKey.EventVersion,
        14 when name.SequenceEqual("insightDetails"u8) => RecordKey.InsightDetails,
        14 when name.SequenceEqual("digestS3Object"u8) || name.SequenceEqual("digestS3Bucket"u8) => RecordKey.Digest,
        15 when name.SequenceEqual("sourceIPAddress"u8) => RecordKey.SourceIPAddress,
        15 when name.SequenceEqual("CloudTrailEvent"u8) => RecordKey.CountedWrapper,
        15 when name.SequenceEqual("digestStartTime"u8) => RecordKey.Digest,
        16 when name.SequenceEqual("responseElements"u8) => RecordKey.ResponseElements,
        18 when name.SequenceEqual("recipientAccountId"u8) => RecordKey.RecipientAccountId,
        19 when name.SequenceEqual("additionalEventData"u8) => RecordKey.AdditionalEventData,
        _ => name.StartsWith("userIdentity."u8) ? RecordKey.FlattenedIdentity : RecordKey.Other,
    };

    public static bool IsWrapper(RecordKey key) => key >= RecordKey.ListOfItems;

    private static RecordKey OfSix(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("detail"u8) ? RecordKey.CountedWrapper
        : name.SequenceEqual("result"u8) ? RecordKey.FreeWrapper
        : name.SequenceEqual("Events"u8) ? RecordKey.ListOfItems
        : name.SequenceEqual("source"u8) ? RecordKey.Source
        : RecordKey.Other;

    private static RecordKey OfSeven(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("eventID"u8) ? RecordKey.EventId
        : name.SequenceEqual("Records"u8) ? RecordKey.ListOfItems
        : name.SequenceEqual("message"u8) || name.SequenceEqual("Message"u8) ? RecordKey.CountedWrapper
        : name.SequenceEqual("details"u8) ? RecordKey.FreeWrapper
        : name.SequenceEqual("awslogs"u8) ? RecordKey.AwsLogs
        : RecordKey.Other;

    private static RecordKey OfNine(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("eventTime"u8) ? RecordKey.EventTime
        : name.SequenceEqual("eventName"u8) ? RecordKey.EventName
        : name.SequenceEqual("eventType"u8) ? RecordKey.EventType
        : name.SequenceEqual("errorCode"u8) ? RecordKey.ErrorCode
        : name.SequenceEqual("userAgent"u8) ? RecordKey.UserAgent
        : name.SequenceEqual("awsRegion"u8) ? RecordKey.AwsRegion
        : name.SequenceEqual("logEvents"u8) ? RecordKey.LogEvents
        : RecordKey.Other;
}
