namespace TrailWatch.Identities;

/// <summary>Why an account should not be acting.</summary>
public enum InactiveReason
{
    Disabled,
    Ended,
    ApprovalExpired,
}

/// <summary>Every entry that matches best is inactive.</summary>
/// <param name="Reason">Of several, a disabled entry speaks before an ended one, and that before an expired approval.</param>
/// <param name="Since">Unix milliseconds: the end date or the expiry, the latest of several; null where it is disabled.</param>
/// <param name="Identity">The first name of the entry that says so.</param>
public sealed record Inactivity(InactiveReason Reason, long? Since, string Identity)
{
    /// <summary>The reason as findings and answers write it.</summary>
    public string ReasonText => Reason switch
    {
        InactiveReason.Disabled => "disabled",
        InactiveReason.Ended => "ended",
        _ => "approval-expired",
    };
}

/// <summary>What the directory says of an actor at a moment.</summary>
/// <param name="IsIdentity">An identity matches, be it active or not.</param>
/// <param name="IsServiceAccount">A service account matches, be it active or not.</param>
/// <param name="Entry">The first name of the first entry that matches best (exactly, else by wildcard); null without a match.</param>
/// <param name="Inactive">Null where some entry that matches best is active, or none matches.</param>
/// <param name="LastActivity">Unix milliseconds; the newest that the matching identities give.</param>
public sealed record DirectoryMatch(
    bool IsIdentity, bool IsServiceAccount, string? Entry, Inactivity? Inactive, long? LastActivity)
{
    public static DirectoryMatch None { get; } = new(false, false, null, null, null);

    public bool Approved => IsIdentity || IsServiceAccount;

    /// <summary>
    /// A service account matches whose approval has not expired: what an approval excuses from, it excuses from only while it holds.
    /// </summary>
    public bool IsApprovedServiceAccount { get; init; }

    /// <summary>The identity that matches best, else null: its owner's data, for an answer in words.</summary>
    public Identity? Identity { get; init; }

    /// <summary>The service account that matches best, else null: who approved it and until when.</summary>
    public ServiceAccount? ServiceAccount { get; init; }
}
