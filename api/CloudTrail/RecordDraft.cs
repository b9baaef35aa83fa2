using System.Text.Json;

namespace TrailWatch.CloudTrail;

/// <summary>
/// What has been read of one object, in whatever order its keys came. Only at the object's end is it known whether it was a
/// record, so every object is read as though it were one.
/// </summary>
internal struct RecordDraft
{
    /// <summary>The deepest level met within the object, as the JSON reader counts.</summary>
    public int Deepest;

    public Marks Marks;
    public RecordTime EventTime;
    public RecordTime Timestamp;
    public RecordId? EventId;
    public string? EventName, EventSource, EventType, ErrorCode, SourceIPAddress, UserAgent, AwsRegion, RecipientAccountId;
    public string? ConsoleLogin, CredentialType;
    public bool? MfaUsed;
    public UserIdentity? UserIdentity;

    /// <summary>Takes the value the reader stands on; a key that comes twice counts as it came last.</summary>
    public void Take(RecordKey key, ref Utf8JsonReader json, ReaderLimits limits)
    {
        switch (key)
        {
            case RecordKey.EventTime:
                EventTime = RecordTime.Read(ref json, ref Deepest);
                break;
            case RecordKey.Timestamp:
                Timestamp = RecordTime.Read(ref json, ref Deepest);
                break;
            case RecordKey.EventId:
                EventId = JsonText.Read(ref json, limits.MaxIdChars + 1, ref Deepest, pooled: false) is { } id ? RecordId.Of(id) : null;
                break;
            case RecordKey.EventName:
                EventName = Text(ref json, limits);
                break;
            case RecordKey.EventSource:
                EventSource = Text(ref json, limits);
                break;
            case RecordKey.EventType:
                EventType = Text(ref json, limits);
                break;
            case RecordKey.ErrorCode:
                ErrorCode = Text(ref json, limits);
                break;
            case RecordKey.SourceIPAddress:
                SourceIPAddress = Text(ref json, limits);
                break;
            case RecordKey.UserAgent:
                UserAgent = Text(ref json, limits);
                break;
            case RecordKey.AwsRegion:
                AwsRegion = Text(ref json, limits);
                break;
            case RecordKey.RecipientAccountId:
                RecipientAccountId = JsonText.Read(ref json, limits.MaxIdChars, ref Deepest);
                break;
            case RecordKey.UserIdentity:
                UserIdentity = UserIdentityReader.Read(ref json, limits, ref Deepest);
                break;
            case RecordKey.ResponseElements:
                ConsoleLogin = JsonText.ReadOne(ref json, "ConsoleLogin"u8, limits.MaxStringChars, ref Deepest);
                break;
            case RecordKey.AdditionalEventData:
                TakeAdditionalEventData(ref json, limits);
                break;
            default:
                TakeMark(key, ref json, limits);
                break;
        }
    }

    private void TakeAdditionalEventData(ref Utf8JsonReader json, ReaderLimits limits)
    {
        MfaUsed = null;
        CredentialType = null;
        if (!JsonSteps.Enter(ref json, ref Deepest))
        {
            return;
        }

        while (JsonSteps.NextProperty(ref json, out var name))
        {
            if (name.SequenceEqual("MFAUsed"u8))
            {
                MfaUsed = JsonText.ReadFlag(ref json, ref Deepest);
            }
            else if (name.SequenceEqual("CredentialType"u8))
            {
                CredentialType = Text(ref json, limits);
            }
            else
            {
                JsonSteps.Skip(ref json, ref Deepest);
            }
        }
    }

    private void TakeMark(RecordKey key, ref Utf8JsonReader json, ReaderLimits limits)
    {
        Marks |= key switch
        {
            RecordKey.EventVersion => Marks.EventVersion,
            RecordKey.InsightDetails => Marks.Insight,
            RecordKey.Digest => Marks.Digest,
            RecordKey.FlattenedIdentity => Marks.Flattened,
            RecordKey.MessageType when Text(ref json, limits) == "CONTROL_MESSAGE" => Marks.ControlMessage,
            RecordKey.MessageType => Marks.MessageType,
            RecordKey.Source when Text(ref json, limits) == "aws.s3" => Marks.FromS3,
            RecordKey.DetailType when Text(ref json, limits)?.StartsWith("Object ", StringComparison.Ordinal) == true => Marks.ObjectEvent,
            RecordKey.S3TestEvent when Text(ref json, limits) == "s3:TestEvent" => Marks.S3Notification,
            _ => Marks.None,
        };
        JsonSteps.Skip(ref json, ref Deepest);
    }

    private string? Text(ref Utf8JsonReader json, ReaderLimits limits) => JsonText.Read(ref json, limits.MaxStringChars, ref Deepest);
}
