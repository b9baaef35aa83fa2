namespace TrailWatch.Splunk.Hec;

/// <summary>Every way in which sending a batch can end.</summary>
internal enum HecOutcome
{
    /// <summary>All of it was taken.</summary>
    Accepted,

    /// <summary>All of it was taken, and the receiver asks to go slower.</summary>
    NearCapacity,

    /// <summary>The answer names the event that was refused; those before it were taken.</summary>
    EventRefused,

    /// <summary>Refused for what it holds, and the answer does not say which event.</summary>
    BatchRefused,

    /// <summary>Refused for its size.</summary>
    TooLarge,

    /// <summary>Refused for the token, the address or another setting: the operator's to mend, no event's fault.</summary>
    Held,

    /// <summary>Nothing was sent: no connection, no name, no TLS.</summary>
    Unreachable,

    /// <summary>Nothing was taken; later it may be.</summary>
    Busy,

    /// <summary>The events before the named one were taken, the others may be later.</summary>
    BusyAfterSome,

    /// <summary>Nobody knows whether it was taken: no answer in time, a broken connection, an error inside the server.</summary>
    Failed,
}
