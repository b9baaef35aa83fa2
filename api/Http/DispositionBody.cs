using System.Text.Json;
using System.Text.Json.Serialization;
using FluentValidation;
using TrailWatch.Findings;

namespace TrailWatch.Http;

/// <summary>How the description shows the body of <c>PUT /v1/findings/{id}/disposition</c>; it is read as a <see cref="DispositionPut"/>.</summary>
internal sealed record DispositionBody
{
    /// <summary>benign, malicious or undecided.</summary>
    public required string Disposition { get; init; }

    /// <summary>Who says so, 1 to 200 characters.</summary>
    public required string By { get; init; }

    /// <summary>Why, up to 2,000 characters; may be absent.</summary>
    public string? Reason { get; init; }
}

/// <summary>The same as it comes, so that every fault of it can be told.</summary>
internal sealed record DispositionPut
{
    public JsonElement Disposition { get; init; }

    public JsonElement By { get; init; }

    public JsonElement Reason { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Others { get; set; }

    /// <summary>What is said; the body has been found valid.</summary>
    public Decision ToDecision() => new(
        Disposition.GetString()!, By.GetString()!.Trim(), Reason.ValueKind == JsonValueKind.String && Reason.GetString()!.Trim() is { Length: > 0 } reason ? reason : null);
}

internal sealed class DispositionPutValidator : AbstractValidator<DispositionPut>
{
    public const int LongestName = 200;
    public const int LongestReason = 2000;

    public DispositionPutValidator()
    {
        RuleFor(p => p.Disposition).Must(d => Disposition.All.Contains(Text(d)))
            .OverridePropertyName("disposition").WithMessage($"disposition must be one of {string.Join(", ", Disposition.All)}.");
        RuleFor(p => p.By).Must(b => Text(b) is { Length: <= LongestName } by && by.Trim().Length > 0)
            .OverridePropertyName("by").WithMessage($"by must say who decides, in 1 to {LongestName} characters.");
        RuleFor(p => p.Reason).Must(r => r.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null || Text(r) is { Length: <= LongestReason })
            .OverridePropertyName("reason").WithMessage($"reason must be text of at most {LongestReason} characters, or absent.");
        RuleFor(p => p.Others).Custom((others, context) =>
        {
            foreach (var name in others?.Keys ?? Enumerable.Empty<string>())
            {
                context.AddFailure(name, $"{name} is not a field; there are disposition, by and reason.");
            }
        });
    }

    /// <summary>Null where it is no text, or none that can be written: half of a surrogate pair.</summary>
    private static string? Text(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
