namespace TrailWatch.CloudTrail;

/// <summary>Signs on an object that tell what it is, apart from a record's own fields.</summary>
[Flags]
internal enum Marks
{
    None = 0,
    EventVersion = 1,
    Insight = 2,
    Digest = 4,
    Flattened = 8,
    ControlMessage = 16,

    /// <summary>A CloudWatch Logs message whose type is known to be data, so its log events may be read at once.</summary>
    MessageType = 32,

    /// <summary>EventBridge's <c>source</c> is S3; its CloudTrail events come under this source too.</summary>
    FromS3 = 64,

    /// <summary>EventBridge's <c>detail-type</c> is one of S3's own (<c>Object Created</c>, <c>Object Deleted</c>, ...).</summary>
    ObjectEvent = 128,

    S3Notification = 256,
}
