using TrailWatch.CloudTrail;
using TrailWatch.Coverage;
using TrailWatch.Detections;
using TrailWatch.Detections.ActivityFromUnapprovedAccount;
using TrailWatch.Detections.DisabledAccountActivity;
using TrailWatch.Identities;

namespace TrailWatch.Questions;

/// <summary>What the directory says of somebody at a moment, and which detection would tell of their activity then.</summary>
public sealed record DirectoryStanding
{
    internal const string Approved = "approved";
    internal const string ServiceAccount = "service-account";
    internal const string Unknown = "unknown";

    /// <summary>approved, service-account, unknown, disabled, ended or approval-expired.</summary>
    public required string Verdict { get; init; }

    /// <summary>As of when.</summary>
    public required DateTime At { get; init; }

    /// <summary>The first name of the entry that matches best; null where none does.</summary>
    public string? Entry { get; init; }

    /// <summary>Who stands for a service account.</summary>
    public string? Owner { get; init; }

    /// <summary>Why a service account is approved.</summary>
    public string? Reason { get; init; }

    /// <summary>Where a service account was asked for.</summary>
    public string? Ticket { get; init; }

    /// <summary>Until when: the end of the approval, or of the identity; null for open end.</summary>
    public DateTime? Until { get; init; }

    /// <summary>Since when it has ended or is no longer approved; null where that does not hold, or no time is known.</summary>
    public DateTime? Since { get; init; }

    /// <summary>Of an identity; null where none matches.</summary>
    public bool? Enabled { get; init; }

    /// <summary>Identities in the directory.</summary>
    public required int Identities { get; init; }

    /// <summary>Service accounts in the directory.</summary>
    public required int ServiceAccounts { get; init; }

    /// <summary>Whether POST /v1/events would make a finding of a successful call.</summary>
    public required bool WouldFire { get; init; }

    /// <summary>off, cannot-judge or excluded; null where no detection has anything to say or the one that has would speak.</summary>
    public string? SilentBecause { get; init; }

    /// <summary>Until then another finding of this detection and actor is answered and stored, but not sent to Splunk; null where it is sent, or there is none.</summary>
    public DateTime? ThrottledUntil { get; init; }

    internal static DirectoryStanding Of(Actor who, long at, Circumstances now)
    {
        var match = now.Directory.Match(who, at);
        var verdict = VerdictOf(match);
        var silence = SilenceOf(verdict, who, at, now);
        var account = verdict == ServiceAccount || match.Identity is null ? match.ServiceAccount : null;
        var identity = account is null ? match.Identity : null;
        return new()
        {
            Verdict = verdict,
            At = Moment.Of(at),
            Entry = account?.Name ?? match.Entry,
            Owner = account?.Owner,
            Reason = account?.Reason,
            Ticket = account?.Ticket,
            Until = (account is not null ? account.Expires : identity?.EndDate)?.UtcDateTime,
            Since = Moment.Of(match.Inactive?.Since),
            Enabled = match.Identity?.Enabled,
            Identities = now.Directory.Identities,
            ServiceAccounts = now.Directory.ServiceAccounts,
            WouldFire = silence is null && DetectionOf(verdict) is not null && (verdict != Unknown || who.UserName.Length > 0),
            SilentBecause = silence?.Code,
        };
    }

    /// <summary>An inactive entry speaks first; one that is excused from MFA is a service account, whatever else it is.</summary>
    internal static string VerdictOf(DirectoryMatch match) =>
        match.Inactive is { } inactive ? inactive.ReasonText
        : match.IsApprovedServiceAccount ? ServiceAccount
        : match.IsIdentity ? Approved
        : Unknown;

    /// <summary>The detection that such an account's activity is for; null for none.</summary>
    internal static string? DetectionOf(string verdict) => verdict switch
    {
        Approved or ServiceAccount => null,
        Unknown => ActivityFromUnapprovedAccount.Id,
        _ => DisabledAccountActivity.Id,
    };

    internal static Silence? SilenceOf(string verdict, Actor who, long at, Circumstances now) =>
        DetectionOf(verdict) is { } id ? Silence.Of(now.Detection(id), now, who, at) : null;

    internal string Explain(Actor who, Circumstances now)
    {
        var at = new DateTimeOffset(At).ToUnixTimeMilliseconds();
        var name = who.UserName.Length > 0 ? who.UserName : who.Key;
        var said = Verdict switch
        {
            Approved => $"{name} is a known identity ({Entry}), enabled{(Until is null ? "" : $" until {Say(Until)}")}",
            ServiceAccount => $"{name} is an approved service account ({Entry}{Named(", owner ", Owner)}{Named(", ticket ", Ticket)}{Named(", ", Reason)}), {(Until is null ? "without an end" : $"until {Say(Until)}")}",
            Unknown => $"{name} matches none of {Counted.Of(Identities, "identity", "identities")} and {Counted.Of(ServiceAccounts, "service account", "service accounts")}",
            "disabled" => $"{name} is disabled in the directory ({Entry})",
            "ended" => $"{name} has ended in the directory ({Entry}), since {Say(Since)}",
            _ => $"The approval of {name} as a service account ({Entry}{Named(", owner ", Owner)}) has expired, at {Say(Since)}",
        };
        return DetectionOf(Verdict) is not { } id ? said + "."
            : SilenceOf(Verdict, who, at, now) is { } silence ? $"{said}; but {id} {silence.Because}."
            : $"{said}; {id} tells of it when it acts.";
    }

    private static string Say(DateTime? time) => Wording.Time(new DateTimeOffset(time!.Value).ToUnixTimeMilliseconds());

    private static string Named(string before, string? text) => string.IsNullOrEmpty(text) ? "" : before + text;
}
