using System.Text.Json;
using System.Text.RegularExpressions;
using FluentValidation;
using Microsoft.Extensions.Options;
using TrailWatch.Backtests;
using TrailWatch.Tuning;

namespace TrailWatch.Http;

/// <summary>Holds a backtest against what can be tried; every fault at once, by JSON path.</summary>
internal sealed partial class BacktestRequestValidator : AbstractValidator<BacktestRequest>
{
    private readonly DetectionCatalogue _catalogue;
    private readonly BacktestsOptions _options;

    public BacktestRequestValidator(DetectionCatalogue catalogue, LogFolders folders, IOptions<BacktestsOptions> options)
    {
        (_catalogue, _options) = (catalogue, options.Value);
        RuleFor(r => r.Id).Must(i => IsAbsent(i) || (i.ValueKind == JsonValueKind.String && Name().IsMatch(i.GetString()!)))
            .OverridePropertyName("id").WithMessage("id must be 1 to 64 of a-z, 0-9 and -, beginning with a letter or a digit.");
        RuleFor(r => r.State).Must(s => IsAbsent(s) || (s.ValueKind == JsonValueKind.String && s.GetString() is "copy" or "empty"))
            .OverridePropertyName("state").WithMessage("state must be copy or empty.");
        RuleFor(r => r.Grid).Custom((grid, context) => CheckGrid(grid, context.AddFailure));
        RuleFor(r => r).Custom((r, context) => CheckSource(r, folders, context.AddFailure));
        RuleFor(r => r.Others).Custom((others, context) =>
        {
            foreach (var name in others?.Keys ?? Enumerable.Empty<string>())
            {
                context.AddFailure(name, $"{name} is not a field; there are id, grid, state, records and folder.");
            }
        });
    }

    private static void CheckSource(BacktestRequest r, LogFolders folders, Action<string, string> fault)
    {
        var hasRecords = !r.Records.IsEmpty || !r.Following.IsEmpty;
        if (!r.Records.IsEmpty && !r.Following.IsEmpty)
        {
            fault("records", "records are in the object and behind it; leave one of them out.");
        }

        if (IsAbsent(r.Folder))
        {
            if (!hasRecords)
            {
                fault("records", "records must hold what to replay, as /v1/events takes it; or folder must name where it lies.");
            }
        }
        else if (hasRecords)
        {
            fault("folder", "folder cannot be given beside records; leave one of them out.");
        }
        else if (r.Folder.ValueKind != JsonValueKind.String)
        {
            fault("folder", "folder must be text.");
        }
        else if (folders.Fault(r.Folder.GetString()!) is { } wrong)
        {
            fault("folder", $"folder {wrong}");
        }
    }

    private void CheckGrid(JsonElement grid, Action<string, string> fault)
    {
        if (IsAbsent(grid))
        {
            return;
        }

        if (grid.ValueKind != JsonValueKind.Array)
        {
            fault("grid", "grid must be a list of {detection, option, values}.");
            return;
        }

        var met = new HashSet<(string?, string?)>();
        long size = 1;
        foreach (var (i, axis) in grid.EnumerateArray().Index())
        {
            size = Math.Min(int.MaxValue, size * CheckAxis(axis, $"grid[{i}]", met, fault));
        }

        if (size > _options.MaxSettings)
        {
            fault("grid", $"grid makes {(size == int.MaxValue ? "too many" : size)} settings; {_options.MaxSettings} are the most (Backtests:MaxSettings).");
        }
    }

    /// <summary>Answers how many values it has.</summary>
    private int CheckAxis(JsonElement axis, string path, HashSet<(string?, string?)> met, Action<string, string> fault)
    {
        if (axis.ValueKind != JsonValueKind.Object)
        {
            fault(path, $"{path} must be an object with detection, option and values.");
            return 1;
        }

        foreach (var other in axis.EnumerateObject().Where(p => p.Name is not ("detection" or "option" or "values")))
        {
            fault($"{path}.{other.Name}", $"{path}.{other.Name} is not a field; there are detection, option and values.");
        }

        var (detection, option) = (Text(axis, "detection"), Text(axis, "option"));
        if (_catalogue.Kinds.FirstOrDefault(k => k.Id == detection) is not { } kind)
        {
            fault($"{path}.detection", $"{path}.detection must be one of {string.Join(", ", _catalogue.Kinds.Select(k => k.Id).Order(StringComparer.Ordinal))}.");
            return 1;
        }

        if (option is null || !SettingGrid.OptionsOf(kind).Contains(option))
        {
            fault($"{path}.option", $"{path}.option must be one of {string.Join(", ", SettingGrid.OptionsOf(kind))}.");
            return 1;
        }

        if (!met.Add((detection, option)))
        {
            fault(path, $"{path} is about the same option as one before it; put all values into one.");
        }

        return CheckValues(axis, path, kind, option, fault);
    }

    private static int CheckValues(JsonElement axis, string path, IDetectionKind kind, string option, Action<string, string> fault)
    {
        if (!axis.TryGetProperty("values", out var values) || values.ValueKind != JsonValueKind.Array || values.GetArrayLength() == 0)
        {
            fault($"{path}.values", $"{path}.values must be a list of at least one value.");
            return 1;
        }

        foreach (var (v, value) in values.EnumerateArray().Index())
        {
            if (SettingGrid.Fault(kind, option, value) is { } wrong)
            {
                fault($"{path}.values[{v}]", $"{path}.values[{v}] {wrong}");
            }
        }

        return values.GetArrayLength();
    }

    private static string? Text(JsonElement axis, string name) =>
        axis.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static bool IsAbsent(JsonElement value) => value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null;

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,63}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
