using TrailWatch.Identities;

namespace TrailWatch.Coverage;

/// <summary>What proposals are asked for.</summary>
/// <param name="At">As of when, Unix ms.</param>
/// <param name="MinimumDays">For how long an account must have been seen.</param>
/// <param name="UnusedDays">After how many days without use an approval is stale, and an account not worth one.</param>
/// <param name="ExpiresDays">For how long the proposed approvals hold.</param>
/// <param name="Limit">The most accounts to add, and the most approvals to remove.</param>
public sealed record ProposalQuestion(long At, int MinimumDays, int UnusedDays, int ExpiresDays, int Limit);

/// <summary>A difference to the table of service accounts, for somebody to look at: nothing is changed by it.</summary>
/// <param name="At">As of when.</param>
/// <param name="Items">The entries to add, as PATCH /v1/service-accounts takes them; it takes this whole answer as it is, too.</param>
/// <param name="Add">Why each of the items is proposed, in the same order.</param>
/// <param name="AddTotal">How many accounts could be proposed, those beyond the limit too.</param>
/// <param name="Remove">Approvals that nobody uses; DELETE takes one out.</param>
/// <param name="RemoveTotal">How many there are, those beyond the limit too.</param>
/// <param name="Actors">How many actors were looked at.</param>
public sealed record ProposalAnswer(
    DateTime At,
    IReadOnlyList<ServiceAccount> Items,
    IReadOnlyList<ProposedAccount> Add,
    long AddTotal,
    IReadOnlyList<StaleApproval> Remove,
    long RemoveTotal,
    long Actors);

/// <summary>An account to approve.</summary>
/// <param name="Identity">Its ARN.</param>
/// <param name="Why">In a sentence.</param>
/// <param name="Kind">What makes it look like a machine.</param>
/// <param name="FirstSeen">Its first event.</param>
/// <param name="LastSeen">Its newest event.</param>
/// <param name="ActiveHours">Hours with API calls that are folded into its baseline.</param>
/// <param name="ActiveShare">Those, of all hours since it was first seen; 1 is every hour.</param>
/// <param name="MeanCalls">API calls in an active hour.</param>
/// <param name="StandardDeviation">Of the calls in an active hour: little means regular.</param>
/// <param name="OpenFindings">Detections with findings about it that nobody has called benign.</param>
public sealed record ProposedAccount(
    string Identity,
    string Why,
    string Kind,
    DateTime FirstSeen,
    DateTime LastSeen,
    long ActiveHours,
    double ActiveShare,
    double MeanCalls,
    double StandardDeviation,
    IReadOnlyList<string> OpenFindings);

/// <summary>An approval to take back.</summary>
/// <param name="Identity">Its name.</param>
/// <param name="Why">In a sentence.</param>
/// <param name="Owner">Whom to ask.</param>
/// <param name="Ticket">Where it was asked for.</param>
/// <param name="Expires">When it ends by itself.</param>
/// <param name="LastSeen">Null where nobody was ever seen to use it.</param>
public sealed record StaleApproval(string Identity, string Why, string? Owner, string? Ticket, DateTime? Expires, DateTime? LastSeen);
