using System.Globalization;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using TrailWatch.Findings;
using TrailWatch.Tables;

namespace TrailWatch.Http;

/// <summary>
/// The parameters of <c>GET /v1/findings</c>, as text until they are checked, so that every fault is told at once. An empty one is
/// an absent one.
/// </summary>
public sealed record FindingsQuery
{
    public const int UsualLimit = 50;
    public const int MaxLimit = 500;

    internal static readonly string[] Severities = [.. Enum.GetNames<Findings.Severity>().Select(n => n.ToLowerInvariant())];

    internal static readonly ParameterNote[] Notes =
    [
        new("detection", "Only findings of the detection with this id; GET /v1/detections lists them.", "api-activity-without-mfa"),
        new("actor", "Only findings about the actor with this key.", "arn:aws:iam::111122223333:user/alice"),
        new("account", "Only findings whose actor is of this AWS account, or whose events happened in it.", "111122223333"),
        new("severity", "Only findings of this severity.", "low") { OneOf = Severities },
        new("disposition", "Only findings of which this was said last; undecided: nothing yet, or taken back.", "undecided") { OneOf = Findings.Disposition.All },
        new("since", "Only findings whose first event happened at this time or later, RFC 3339.", "2026-03-02T00:00:00Z") { IsTime = true },
        new("until", "Only findings whose first event happened before this time, RFC 3339.", "2026-03-03T00:00:00Z") { IsTime = true },
        new("cursor", "Where the page before ended: its nextCursor, as it is.", "19cae0b44a0-ffffffffffffffffffffffffffffffff"),
        new("limit", "The most findings of a page.", "50") { Whole = (1, MaxLimit), Default = "50" },
    ];

    [FromQuery(Name = "detection")]
    public string? Detection { get; init => field = Given(value); }

    [FromQuery(Name = "actor")]
    public string? Actor { get; init => field = Given(value); }

    [FromQuery(Name = "account")]
    public string? Account { get; init => field = Given(value); }

    [FromQuery(Name = "severity")]
    public string? Severity { get; init => field = Given(value); }

    [FromQuery(Name = "disposition")]
    public string? Disposition { get; init => field = Given(value); }

    [FromQuery(Name = "since")]
    public string? Since { get; init => field = Given(value); }

    [FromQuery(Name = "until")]
    public string? Until { get; init => field = Given(value); }

    [FromQuery(Name = "cursor")]
    public string? Cursor { get; init => field = Given(value); }

    [FromQuery(Name = "limit")]
    public string? Limit { get; init => field = Given(value); }

    internal FindingFilter ToFilter() => new()
    {
        Detection = Detection,
        Actor = Actor,
        Account = Account,
        Severity = Severity is null ? null : Enum.Parse<Findings.Severity>(Severity, ignoreCase: true),
        Disposition = Disposition?.ToLowerInvariant(),
        Since = Time(Since),
        Until = Time(Until),
    };

    internal FindingCursor? After() => Cursor is not null && FindingCursor.TryParse(Cursor, out var cursor) ? cursor : null;

    internal int Most() => Limit is null ? UsualLimit : Whole(Limit) ?? UsualLimit;

    internal static DateTimeOffset? Time(string? text) => text is not null && TimeText.TryReadRfc3339(text, out var time) ? time : null;

    internal static int? Whole(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var whole) ? whole : null;

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}

internal sealed class FindingsQueryValidator : AbstractValidator<FindingsQuery>
{
    public FindingsQueryValidator()
    {
        RuleFor(q => q.Severity).Must(s => s is null || FindingsQuery.Severities.Contains(s, StringComparer.OrdinalIgnoreCase))
            .OverridePropertyName("severity").WithMessage("severity must be low, medium, high or critical.");
        RuleFor(q => q.Disposition).Must(d => d is null || Findings.Disposition.All.Contains(d, StringComparer.OrdinalIgnoreCase))
            .OverridePropertyName("disposition").WithMessage("disposition must be benign, malicious or undecided.");
        RuleFor(q => q.Since).Must(t => t is null || FindingsQuery.Time(t) is not null)
            .OverridePropertyName("since").WithMessage("since must be a time such as 2026-03-02T10:00:00Z.");
        RuleFor(q => q.Until).Must(t => t is null || FindingsQuery.Time(t) is not null)
            .OverridePropertyName("until").WithMessage("until must be a time such as 2026-03-02T10:00:00Z.");
        RuleFor(q => q.Cursor).Must(c => c is null || FindingCursor.TryParse(c, out _))
            .OverridePropertyName("cursor").WithMessage("cursor must be the nextCursor of an earlier page.");
        RuleFor(q => q.Limit).Must(l => l is null || FindingsQuery.Whole(l) is >= 1 and <= FindingsQuery.MaxLimit)
            .OverridePropertyName("limit").WithMessage($"limit must be a whole number from 1 to {FindingsQuery.MaxLimit}.");
    }
}
