using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using TrailWatch.Findings;
using TrailWatch.Findings.Outbox;

namespace TrailWatch.Http;

/// <summary>The parameters of <c>GET /v1/deliveries</c>, as text until they are checked. An empty one is an absent one.</summary>
public sealed record DeliveriesQuery
{
    public const int UsualLimit = 50;
    public const int MaxLimit = 500;

    internal static readonly string[] StateNames = [.. Enum.GetNames<DeliveryState>().Select(n => n.ToLowerInvariant())];

    internal static readonly ParameterNote[] Notes =
    [
        new("state", "Only deliveries of these states, joined by commas: pending, delivered, dead. Absent for all.", "pending,dead"),
        new("cursor", "Where the page before ended: its nextCursor, as it is.", "19cae0b44a0-ffffffffffffffffffffffffffffffff:native"),
        new("limit", "The most deliveries of a page.", "50") { Whole = (1, MaxLimit), Default = "50" },
    ];

    [FromQuery(Name = "state")]
    public string? State { get; init; }

    [FromQuery(Name = "cursor")]
    public string? Cursor { get; init; }

    [FromQuery(Name = "limit")]
    public string? Limit { get; init; }

    internal IReadOnlyCollection<DeliveryState> States() => string.IsNullOrWhiteSpace(State)
        ? Enum.GetValues<DeliveryState>()
        : [.. Parts(State).Select(s => Enum.Parse<DeliveryState>(s, ignoreCase: true)).Distinct()];

    internal FindingCursor? After() => FindingCursor.TryParseDelivery(Cursor, out var cursor) ? cursor : null;

    internal int Most() => string.IsNullOrWhiteSpace(Limit) ? UsualLimit : FindingsQuery.Whole(Limit) ?? UsualLimit;

    internal static string[] Parts(string states) => states.Split(',', StringSplitOptions.TrimEntries);
}

internal sealed class DeliveriesQueryValidator : AbstractValidator<DeliveriesQuery>
{
    public DeliveriesQueryValidator()
    {
        RuleFor(q => q.State)
            .Must(s => string.IsNullOrWhiteSpace(s) || DeliveriesQuery.Parts(s).All(p => DeliveriesQuery.StateNames.Contains(p, StringComparer.OrdinalIgnoreCase)))
            .OverridePropertyName("state").WithMessage("state must be pending, delivered or dead, or several of them joined by commas.");
        RuleFor(q => q.Cursor).Must(c => string.IsNullOrWhiteSpace(c) || FindingCursor.TryParseDelivery(c, out _))
            .OverridePropertyName("cursor").WithMessage("cursor must be the nextCursor of an earlier page.");
        RuleFor(q => q.Limit).Must(l => string.IsNullOrWhiteSpace(l) || FindingsQuery.Whole(l) is >= 1 and <= DeliveriesQuery.MaxLimit)
            .OverridePropertyName("limit").WithMessage($"limit must be a whole number from 1 to {DeliveriesQuery.MaxLimit}.");
    }
}
