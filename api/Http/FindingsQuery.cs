using System.ComponentModel;
using System.Globalization;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using TrailWatch.Findings;

namespace TrailWatch.Http;

/// <summary>The parameters of <c>GET /v1/findings</c>, as text until they are checked, so that every fault is told at once.</summary>
public sealed record FindingsQuery
{
    public const int UsualLimit = 50;
    public const int MaxLimit = 500;

    [FromQuery(Name = "detection"), Description("A detection's id, for example excessive-security-scanning.")]
    public string? Detection { get; init; }

    [FromQuery(Name = "actor"), Description("An actor's key, for example arn:aws:iam::111122223333:user/alice.")]
    public string? Actor { get; init; }

    [FromQuery(Name = "account"), Description("An AWS account id.")]
    public string? Account { get; init; }

    [FromQuery(Name = "severity"), Description("low, medium, high or critical.")]
    public string? Severity { get; init; }

    [FromQuery(Name = "since"), Description("First matching event at or after, RFC 3339.")]
    public string? Since { get; init; }

    [FromQuery(Name = "until"), Description("First matching event before, RFC 3339.")]
    public string? Until { get; init; }

    [FromQuery(Name = "cursor"), Description("nextCursor of the page before.")]
    public string? Cursor { get; init; }

    [FromQuery(Name = "limit"), Description("Findings a page, 1 to 500; 50 if absent.")]
    public int? Limit { get; init; }

    internal FindingFilter ToFilter() => new()
    {
        Detection = Detection,
        Actor = Actor,
        Account = Account,
        Severity = Severity is null ? null : Enum.Parse<Findings.Severity>(Severity, ignoreCase: true),
        Since = Time(Since),
        Until = Time(Until),
    };

    internal FindingCursor? After() => Cursor is not null && FindingCursor.TryParse(Cursor, out var cursor) ? cursor : null;

    internal static DateTimeOffset? Time(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
}

internal sealed class FindingsQueryValidator : AbstractValidator<FindingsQuery>
{
    private static readonly string[] Severities = [.. Enum.GetNames<Findings.Severity>().Select(n => n.ToLowerInvariant())];

    public FindingsQueryValidator()
    {
        RuleFor(q => q.Severity).Must(s => s is null || Severities.Contains(s, StringComparer.OrdinalIgnoreCase))
            .OverridePropertyName("severity").WithMessage("severity must be low, medium, high or critical.");
        RuleFor(q => q.Since).Must(t => t is null || FindingsQuery.Time(t) is not null)
            .OverridePropertyName("since").WithMessage("since must be a time such as 2026-03-02T10:00:00Z.");
        RuleFor(q => q.Until).Must(t => t is null || FindingsQuery.Time(t) is not null)
            .OverridePropertyName("until").WithMessage("until must be a time such as 2026-03-02T10:00:00Z.");
        RuleFor(q => q.Cursor).Must(c => c is null || FindingCursor.TryParse(c, out _))
            .OverridePropertyName("cursor").WithMessage("cursor must be the nextCursor of an earlier page.");
        RuleFor(q => q.Limit).InclusiveBetween(1, FindingsQuery.MaxLimit)
            .OverridePropertyName("limit").WithMessage($"limit must lie between 1 and {FindingsQuery.MaxLimit}.");
    }
}
