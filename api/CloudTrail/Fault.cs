namespace TrailWatch.CloudTrail;

/// <summary>
/// Why a value is no event, before it is known whether that matters: a wrapper may hold one good child and one that is not,
/// and only when an item yields nothing does a fault become its rejection.
/// </summary>
internal sealed record Fault(string Code, string Detail)
{
    public static readonly Fault NotJson = new("not-json",
        "This part of the body is not valid JSON: send whole JSON values, one a line or in one list.");

    public static readonly Fault TextNotJson = new("not-json",
        "The wrapped text is not JSON: it should hold a CloudTrail record as a JSON object, or several in a list.");

    public static readonly Fault NotAnObject = new("not-an-object",
        "The item is not a JSON object: each record should be one object, as CloudTrail writes it.");

    public static readonly Fault NotCloudTrail = new("not-cloudtrail",
        "The object is neither a CloudTrail record nor a known wrapper of one: a record has eventName, eventTime and userIdentity.");

    public static readonly Fault Flattened = new("not-cloudtrail",
        "The record's keys are flattened with dots: send the record nested, as CloudTrail writes it.");

    public static readonly Fault NoEventTime = new("no-event-time",
        "The record has no eventTime: it should be an RFC 3339 time.");

    public static readonly Fault BadEventTime = new("bad-event-time",
        "The record's eventTime is not a time: it should be RFC 3339, such as 2026-03-02T10:00:00Z.");

    public static readonly Fault NoEventName = new("no-event-name",
        "The record has no eventName: it should name the API call.");

    public static readonly Fault FromTheFuture = new("from-the-future",
        "The record's eventTime lies more than 10 minutes ahead of the clock: send events after they happened.");

    public static readonly Fault WrappedTooDeep = new("wrapped-too-deep",
        "The record is wrapped more than two levels deep: unwrap it before sending.");

    public static readonly Fault S3Notification = new("s3-notification",
        "This is an S3 notification, which only points to a log file: send the log file's content, or the CloudTrail event itself.");

    public static readonly Fault BadBase64 = new("bad-base64",
        "awslogs.data is not base64: it should be the base64 text that CloudWatch Logs sends.");

    public static readonly Fault BadGzip = new("bad-gzip",
        "awslogs.data does not unpack: after base64 it should be gzip.");

    public static Fault TooLarge(int limit) => new("too-large", $"The record is larger than the limit of {limit} bytes.");

    public static Fault UnpacksTooLarge(int limit) =>
        new("too-large", $"The body's awslogs.data unpacks to more than the limit of {limit} bytes: send fewer at once.");

    public static Fault TooDeep(int limit) => new("too-deep", $"The item nests deeper than the limit of {limit} levels.");

    /// <summary>Whether a record was there, though a bad one; the others only say that there was nothing to be read.</summary>
    public bool IsOfARecord => this != NotJson && this != TextNotJson && this != NotAnObject && this != NotCloudTrail && this != WrappedTooDeep;
}
