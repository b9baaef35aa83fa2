namespace TrailWatch.CloudTrail;

/// <summary>Of an event what most have none of: an error, and what a sign-in says.</summary>
internal sealed record Outcome(string? ErrorCode, string? ConsoleLogin, bool? MfaUsed)
{
    public static Outcome Plain { get; } = new(null, null, null);

    public static Outcome Of(string? errorCode, string? consoleLogin, bool? mfaUsed) =>
        errorCode is null && consoleLogin is null && mfaUsed is null ? Plain : new(errorCode, consoleLogin, mfaUsed);
}
