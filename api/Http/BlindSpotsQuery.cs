using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using TrailWatch.Coverage;

namespace TrailWatch.Http;

/// <summary>The parameters of <c>GET /v1/blindspots</c>, as text until they are checked.</summary>
public sealed record BlindSpotsQuery
{
    internal const int MaxLimit = 1000;
    internal const int MaxSilentHours = 24 * 90;
    internal const int MaxUnusedDays = 400;

    internal static readonly ParameterNote[] Notes =
    [
        new("limit", "The most items of each section; totals stand beside them.", "20") { Whole = (1, MaxLimit), Default = "20" },
        new("at", "As of when, RFC 3339; absent for now. For a history that was replayed, give its end.", "2026-03-02T12:00:00Z") { IsTime = true },
        new("silentHours", "Hours without a new event after which an AWS account is called silent.", "24") { Whole = (1, MaxSilentHours), Default = "24" },
        new("unusedDays", "Days without use after which a service account is called unused.", "90") { Whole = (1, MaxUnusedDays), Default = "90" },
    ];

    [FromQuery(Name = "limit")]
    public string? Limit { get; init; }

    [FromQuery(Name = "at")]
    public string? At { get; init; }

    [FromQuery(Name = "silentHours")]
    public string? SilentHours { get; init; }

    [FromQuery(Name = "unusedDays")]
    public string? UnusedDays { get; init; }

    internal BlindSpotQuestion ToQuestion(DateTimeOffset now) => new(
        (FindingsQuery.Time(At) ?? now).ToUnixTimeMilliseconds(), Whole(Limit) ?? 20, Whole(SilentHours) ?? 24, Whole(UnusedDays) ?? 90);

    internal static bool IsAbsentOrWithin(string? text, int greatest) => string.IsNullOrWhiteSpace(text) || (Whole(text) is { } whole && whole >= 1 && whole <= greatest);

    private static int? Whole(string? text) => text is null ? null : FindingsQuery.Whole(text);
}

internal sealed class BlindSpotsQueryValidator : AbstractValidator<BlindSpotsQuery>
{
    public BlindSpotsQueryValidator()
    {
        RuleFor(q => q.Limit).Must(l => BlindSpotsQuery.IsAbsentOrWithin(l, BlindSpotsQuery.MaxLimit))
            .OverridePropertyName("limit").WithMessage($"limit must be a whole number from 1 to {BlindSpotsQuery.MaxLimit}.");
        RuleFor(q => q.At).Must(t => string.IsNullOrWhiteSpace(t) || FindingsQuery.Time(t) is not null)
            .OverridePropertyName("at").WithMessage("at must be a time such as 2026-03-02T10:00:00Z.");
        RuleFor(q => q.SilentHours).Must(h => BlindSpotsQuery.IsAbsentOrWithin(h, BlindSpotsQuery.MaxSilentHours))
            .OverridePropertyName("silentHours").WithMessage($"silentHours must be a whole number from 1 to {BlindSpotsQuery.MaxSilentHours}.");
        RuleFor(q => q.UnusedDays).Must(d => BlindSpotsQuery.IsAbsentOrWithin(d, BlindSpotsQuery.MaxUnusedDays))
            .OverridePropertyName("unusedDays").WithMessage($"unusedDays must be a whole number from 1 to {BlindSpotsQuery.MaxUnusedDays}.");
    }
}
