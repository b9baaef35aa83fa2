using System.Text.Json.Serialization;
using FluentValidation;
using TrailWatch.Coverage;
using TrailWatch.Tables;

namespace TrailWatch.Http;

/// <summary>The body of <c>POST /v1/service-accounts/proposals</c>; each field may be absent, and so may the body.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ProposalsBody
{
    /// <summary>Days between an account's first and newest event; 7 where absent.</summary>
    public int? MinimumDays { get; init; }

    /// <summary>Days without use after which an approval is stale; 90 where absent.</summary>
    public int? UnusedDays { get; init; }

    /// <summary>Days for which the proposed approvals hold; 365 where absent.</summary>
    public int? ExpiresDays { get; init; }

    /// <summary>The most accounts to add, and the most approvals to remove; 100 where absent.</summary>
    public int? Limit { get; init; }

    /// <summary>As of when; now where absent.</summary>
    [JsonConverter(typeof(UtcTimeConverter))]
    public DateTimeOffset? At { get; init; }

    internal ProposalQuestion ToQuestion(DateTimeOffset now) => new(
        (At ?? now).ToUnixTimeMilliseconds(), MinimumDays ?? 7, UnusedDays ?? 90, ExpiresDays ?? 365, Limit ?? 100);
}

internal sealed class ProposalsBodyValidator : AbstractValidator<ProposalsBody>
{
    private const int MostDays = 400;
    private const int MostItems = 1000;
    private const int LongestApproval = 3650;

    public ProposalsBodyValidator()
    {
        RuleFor(b => b.MinimumDays).InclusiveBetween(0, MostDays)
            .OverridePropertyName("minimumDays").WithMessage($"minimumDays must be a whole number from 0 to {MostDays}.");
        RuleFor(b => b.UnusedDays).InclusiveBetween(1, MostDays)
            .OverridePropertyName("unusedDays").WithMessage($"unusedDays must be a whole number from 1 to {MostDays}.");
        RuleFor(b => b.ExpiresDays).InclusiveBetween(1, LongestApproval)
            .OverridePropertyName("expiresDays").WithMessage($"expiresDays must be a whole number from 1 to {LongestApproval}.");
        RuleFor(b => b.Limit).InclusiveBetween(1, MostItems)
            .OverridePropertyName("limit").WithMessage($"limit must be a whole number from 1 to {MostItems}.");
    }
}
