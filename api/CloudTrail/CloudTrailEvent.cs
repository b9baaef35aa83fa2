namespace TrailWatch.CloudTrail;

/// <summary>The fields of one CloudTrail record that a detection may look at. Strings that repeat are pooled.</summary>
public sealed record CloudTrailEvent
{
    /// <summary>Place of the record in the request, counted from 0 over all records received.</summary>
    public int Index { get; init; }

    /// <summary><c>eventID</c>, or a hash of the record's content where it is missing or a placeholder.</summary>
    public RecordId Id { get; init; }

    /// <summary>The same as text, written anew each time.</summary>
    public string EventId
    {
        get => Id.ToString();
        init => Id = RecordId.Of(value);
    }

    /// <summary><c>eventTime</c> in Unix milliseconds, UTC.</summary>
    public required long Time { get; init; }

    public required string EventName { get; init; }

    /// <summary>The service, for example <c>ec2.amazonaws.com</c>; empty where the record has none.</summary>
    public string EventSource { get; init; } = "";

    /// <summary><c>AwsApiCall</c>, <c>AwsConsoleSignIn</c>, ...; compared without regard to case.</summary>
    public string EventType { get; init; } = "";

    /// <summary>Absent for a success; Splunk's add-on writes <c>success</c>.</summary>
    public string? ErrorCode { get; init; }

    public string SourceIPAddress { get; init; } = "";

    public string UserAgent { get; init; } = "";

    public string AwsRegion { get; init; } = "";

    /// <summary><c>recipientAccountId</c>.</summary>
    public string RecipientAccountId { get; init; } = "";

    /// <summary><c>responseElements.ConsoleLogin</c>: <c>Success</c> or <c>Failure</c>, for sign-ins only.</summary>
    public string? ConsoleLogin { get; init; }

    /// <summary><c>additionalEventData.MFAUsed</c>, read from Yes, YES, No or a bool; null where it is not said.</summary>
    public bool? MfaUsed { get; init; }

    /// <summary>Null where the record has no <c>userIdentity</c>.</summary>
    public UserIdentity? UserIdentity { get; init; }

    /// <summary>No <c>errorCode</c> (or Splunk's literal <c>success</c>) and no failed console sign-in.</summary>
    public bool Succeeded =>
        (string.IsNullOrEmpty(ErrorCode) || string.Equals(ErrorCode, "success", StringComparison.OrdinalIgnoreCase))
        && !(EventName == "ConsoleLogin" && string.Equals(ConsoleLogin, "Failure", StringComparison.OrdinalIgnoreCase));

    public bool IsApiCall => string.Equals(EventType, "AwsApiCall", StringComparison.OrdinalIgnoreCase);
}
