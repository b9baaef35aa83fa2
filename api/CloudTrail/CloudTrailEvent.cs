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
    public string EventSource { get => Origin.EventSource; init => Origin = Origin with { EventSource = value }; }

    /// <summary><c>AwsApiCall</c>, <c>AwsConsoleSignIn</c>, ...; compared without regard to case.</summary>
    public string EventType { get => Origin.EventType; init => Origin = Origin with { EventType = value }; }

    /// <summary>Absent for a success; Splunk's add-on writes <c>success</c>.</summary>
    public string? ErrorCode { get => Outcome.ErrorCode; init => Outcome = Outcome with { ErrorCode = value }; }

    public string SourceIPAddress { get; init; } = "";

    public string UserAgent { get; init; } = "";

    public string AwsRegion { get => Origin.AwsRegion; init => Origin = Origin with { AwsRegion = value }; }

    /// <summary><c>recipientAccountId</c>.</summary>
    public string RecipientAccountId { get => Origin.RecipientAccountId; init => Origin = Origin with { RecipientAccountId = value }; }

    /// <summary><c>responseElements.ConsoleLogin</c>: <c>Success</c> or <c>Failure</c>, for sign-ins only.</summary>
    public string? ConsoleLogin { get => Outcome.ConsoleLogin; init => Outcome = Outcome with { ConsoleLogin = value }; }

    /// <summary><c>additionalEventData.MFAUsed</c>, read from Yes, YES, No or a bool; null where it is not said.</summary>
    public bool? MfaUsed { get => Outcome.MfaUsed; init => Outcome = Outcome with { MfaUsed = value }; }

    /// <summary>Null where the record has no <c>userIdentity</c>.</summary>
    public UserIdentity? UserIdentity { get; init; }

    internal Origin Origin { get; init; } = Origin.Unknown;

    internal Outcome Outcome { get; init; } = Outcome.Plain;

    /// <summary>No <c>errorCode</c> (or Splunk's literal <c>success</c>) and no failed console sign-in.</summary>
    public bool Succeeded =>
        (string.IsNullOrEmpty(ErrorCode) || string.Equals(ErrorCode, "success", StringComparison.OrdinalIgnoreCase))
        && !(EventName == "ConsoleLogin" && string.Equals(ConsoleLogin, "Failure", StringComparison.OrdinalIgnoreCase));

    public bool IsApiCall => string.Equals(EventType, "AwsApiCall", StringComparison.OrdinalIgnoreCase);
}
