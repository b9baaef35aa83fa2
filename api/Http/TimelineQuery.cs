using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using TrailWatch.Detections.ApiActivitySpike;
using TrailWatch.Detections.SecurityGroupActivitySpike;
using TrailWatch.Plots;

namespace TrailWatch.Http;

/// <summary>The parameters of <c>GET /v1/actors/timeline</c>, as text until they are checked. An empty one is an absent one.</summary>
public sealed record TimelineQuery
{
    internal const string UsualDetection = ApiActivitySpike.Id;
    internal const string Dark = "dark";
    internal const string Picture = "svg";
    internal static readonly string[] Detections = [ApiActivitySpike.Id, SecurityGroupActivitySpike.Id];
    internal static readonly string[] Themes = ["light", Dark];
    internal static readonly string[] Formats = ["json", Picture];

    internal static readonly ParameterNote[] Notes =
    [
        new("key", "The actor's key, as in a finding's actor.key; the ARN of a role's session stands for its role.", "arn:aws:iam::111122223333:user/alice") { IsRequired = true },
        new("detection", "Which calls: those that this detection counts.", UsualDetection) { OneOf = Detections, Default = UsualDetection },
        new("theme", "The picture's colours.", "light") { OneOf = Themes, Default = "light" },
        new("format", "json or svg, for a link that has no Accept header; it goes before that.", Picture) { OneOf = Formats },
    ];

    [FromQuery(Name = "key")]
    public string? Key { get; init => field = Given(value); }

    [FromQuery(Name = "detection")]
    public string? Detection { get; init => field = Given(value); }

    [FromQuery(Name = "theme")]
    public string? Theme { get; init => field = Given(value); }

    [FromQuery(Name = "format")]
    public string? Format { get; init => field = Given(value); }

    internal PlotTheme Colours => Theme == Dark ? PlotTheme.Dark : PlotTheme.Light;

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

internal sealed class TimelineQueryValidator : AbstractValidator<TimelineQuery>
{
    public TimelineQueryValidator()
    {
        RuleFor(q => q.Key).NotNull().OverridePropertyName("key")
            .WithMessage("key must be an actor's key, for example arn:aws:iam::111122223333:user/alice.");
        RuleFor(q => q.Detection).Must(d => d is null || TimelineQuery.Detections.Contains(d)).OverridePropertyName("detection")
            .WithMessage($"detection must be {string.Join(" or ", TimelineQuery.Detections)}: only these two hold an actor's hours against its baseline.");
        RuleFor(q => q.Theme).Must(t => t is null || TimelineQuery.Themes.Contains(t)).OverridePropertyName("theme")
            .WithMessage("theme must be light or dark.");
        RuleFor(q => q.Format).Must(f => f is null || TimelineQuery.Formats.Contains(f)).OverridePropertyName("format")
            .WithMessage("format must be json or svg.");
    }
}
