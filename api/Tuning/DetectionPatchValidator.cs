using System.Text.Json;
using FluentValidation;
using TrailWatch.Detections;

namespace TrailWatch.Tuning;

/// <summary>Holds a change against what the detection can be told; every fault at once, by JSON path.</summary>
public sealed class DetectionPatchValidator : AbstractValidator<DetectionPatch>
{
    /// <summary>Each event is held against each of them.</summary>
    public const int MostExclusions = 100;

    private const int LongestName = 256;
    private const int LongestReason = 2048;
    private static readonly ExclusionValidator OneExclusion = new();

    public DetectionPatchValidator(IDetectionKind kind)
    {
        RuleFor(p => p.Enabled).Must(e => IsAbsent(e) || e.ValueKind is JsonValueKind.True or JsonValueKind.False)
            .OverridePropertyName("enabled").WithMessage("enabled must be true, false or null.");
        RuleFor(p => p.Profile).Must(p => IsAbsent(p) || (p.ValueKind == JsonValueKind.String && p.GetString() is Profiles.Hardened or Profiles.Escu2018))
            .OverridePropertyName("profile").WithMessage("profile must be hardened, escu-2018 or null.");
        RuleFor(p => p.By).Must(b => IsText(b, LongestName)).OverridePropertyName("by").WithMessage("by must say who makes the change.");
        RuleFor(p => p.Reason).Must(r => IsAbsent(r) || IsText(r, LongestReason))
            .OverridePropertyName("reason").WithMessage($"reason must be text of 1 to {LongestReason} characters, or null.");
        RuleFor(p => p.Thresholds).Custom((t, context) => CheckThresholds(t, kind, context.AddFailure));
        RuleFor(p => p.Exclusions).Custom((e, context) => CheckExclusions(e, context.AddFailure));
        RuleFor(p => p.Others).Custom((others, context) =>
        {
            foreach (var name in others?.Keys ?? Enumerable.Empty<string>())
            {
                context.AddFailure(name, $"{name} is not a field; there are enabled, profile, thresholds, exclusions, by and reason.");
            }
        });
    }

    private static void CheckThresholds(JsonElement thresholds, IDetectionKind kind, Action<string, string> fault)
    {
        if (IsAbsent(thresholds))
        {
            return;
        }

        if (thresholds.ValueKind != JsonValueKind.Object)
        {
            fault("thresholds", "thresholds must be an object with the detection's options, or null.");
            return;
        }

        foreach (var given in thresholds.EnumerateObject())
        {
            var path = $"thresholds.{given.Name}";
            var option = kind.Options.FirstOrDefault(o => o.Name == given.Name);
            if (option is null)
            {
                var known = kind.Options.Count == 0 ? "it has none" : $"it has {string.Join(", ", kind.Options.Select(o => o.Name))}";
                fault(path, $"{path} is not an option of {kind.Id}; {known}.");
            }
            else if (given.Value.ValueKind != JsonValueKind.Null && option.Fault(given.Value) is { } wrong)
            {
                fault(path, $"{path} {wrong}");
            }
        }
    }

    private static void CheckExclusions(JsonElement exclusions, Action<string, string> fault)
    {
        if (IsAbsent(exclusions))
        {
            return;
        }

        if (exclusions.ValueKind != JsonValueKind.Array || exclusions.GetArrayLength() > MostExclusions)
        {
            fault("exclusions", $"exclusions must be a list of at most {MostExclusions}, or null.");
            return;
        }

        foreach (var (i, given) in exclusions.EnumerateArray().Index())
        {
            foreach (var (field, sentence) in Faults(given))
            {
                var path = $"exclusions[{i}]{(field.Length > 0 ? "." : "")}{field}";
                fault(path, $"{path} {sentence}");
            }
        }
    }

    private static IEnumerable<(string Field, string Sentence)> Faults(JsonElement given)
    {
        try
        {
            return OneExclusion.Validate(given.Deserialize(TuningJsonContext.Default.Exclusion) ?? new()).Errors.Select(e => (e.PropertyName, e.ErrorMessage));
        }
        catch (JsonException e)
        {
            var field = e.Path?.TrimStart('$', '.') ?? "";
            return [(field, field == "expires" ? "must be a time such as 2026-03-02T10:00:00Z." : "must be what GET /v1/detections shows of an exclusion: actor, account, sourceCidr, userAgent, eventName, reason, expires.")];
        }
    }

    private static bool IsAbsent(JsonElement value) => value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null;

    private static bool IsText(JsonElement value, int longest) =>
        value.ValueKind == JsonValueKind.String && value.GetString() is { } text && text.Trim().Length > 0 && text.Length <= longest;
}
