using System.Text.Json.Serialization;
using FluentValidation;
using TrailWatch.Findings;

namespace TrailWatch.Http;

/// <summary>The body of <c>POST /v1/deliveries/replay</c>: one of both.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ReplayBody
{
    public const int MostFindings = 1000;

    /// <summary>dead: all deliveries that were given up.</summary>
    public string? State { get; init; }

    /// <summary>Findings by id, at most 1,000.</summary>
    public IReadOnlyList<string>? FindingIds { get; init; }
}

internal sealed class ReplayBodyValidator : AbstractValidator<ReplayBody>
{
    public ReplayBodyValidator()
    {
        RuleFor(b => b).Must(b => b.State is null != b.FindingIds is null)
            .OverridePropertyName("state").WithMessage("Give either state (dead) or findingIds.");
        RuleFor(b => b.State).Must(s => s is null or "dead")
            .OverridePropertyName("state").WithMessage("state must be dead; findings of another state are named by findingIds.");
        RuleFor(b => b.FindingIds).Must(ids => ids is null or { Count: >= 1 and <= ReplayBody.MostFindings })
            .OverridePropertyName("findingIds").WithMessage($"findingIds must hold 1 to {ReplayBody.MostFindings} ids.");
        RuleForEach(b => b.FindingIds).Must(id => id is not null && FindingId.IsValid(id))
            .OverridePropertyName("findingIds").WithMessage("A finding's id has 32 hex digits.");
    }
}
