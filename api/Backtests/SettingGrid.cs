using System.Text.Json;
using TrailWatch.Detections;
using TrailWatch.Tuning;

namespace TrailWatch.Backtests;

/// <summary>One option of one detection, and the values to try.</summary>
public sealed record GridAxis(string Detection, string Option, IReadOnlyList<JsonElement> Values);

/// <summary>One option of a detection, set otherwise than it is now.</summary>
/// <param name="Detection">Its id.</param>
/// <param name="Option">As PATCH /v1/detections/{id} names it under thresholds; or enabled, or profile.</param>
/// <param name="Value">What it is set to.</param>
public sealed record SettingChange(string Detection, string Option, JsonElement Value);

/// <summary>One row of a backtest.</summary>
/// <param name="Name"><c>current</c>, or the changes in words.</param>
/// <param name="Changes">Against the settings that held when the backtest was sent.</param>
public sealed record BacktestSetting(string Name, IReadOnlyList<SettingChange> Changes);

/// <summary>From a grid to detections: every combination of its values is a setting, and the present one is the first of them.</summary>
public static class SettingGrid
{
    public const string Current = "current";
    public const string Enabled = "enabled";
    public const string Profile = "profile";

    /// <summary>How many combinations there are.</summary>
    public static long Size(IReadOnlyList<GridAxis> axes) =>
        axes.Count == 0 ? 0 : axes.Aggregate(1L, (size, axis) => Math.Min(int.MaxValue, size * axis.Values.Count));

    public static IReadOnlyList<BacktestSetting> Expand(IReadOnlyList<GridAxis> axes)
    {
        IEnumerable<IReadOnlyList<SettingChange>> rows = axes.Count == 0 ? [] : [[]];
        foreach (var axis in axes)
        {
            rows = rows.SelectMany(row => axis.Values.Select(v => (IReadOnlyList<SettingChange>)[.. row, new(axis.Detection, axis.Option, v)]));
        }

        return [new(Current, []), .. rows.Select(row => new BacktestSetting(string.Join(", ", row.Select(Show)), row))];
    }

    /// <summary>The detections as they are set now, but for these changes.</summary>
    public static DetectionSet Apply(BacktestSetting setting, DetectionCatalogue catalogue)
    {
        var now = catalogue.Current;
        return new(catalogue.Kinds.Select(kind => kind.Make(setting.Changes
            .Where(c => c.Detection == kind.Id)
            .Aggregate(now.Of(kind.Id)?.Tuning ?? DetectionTuning.None, Apply))));
    }

    /// <summary>What is wrong with a value, or null; the same rules as for tuning.</summary>
    public static string? Fault(IDetectionKind kind, string option, JsonElement value) => option switch
    {
        Enabled => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? null : "must be true or false.",
        Profile => value.ValueKind == JsonValueKind.String && value.GetString() is Profiles.Hardened or Profiles.Escu2018
            ? null
            : $"must be {Profiles.Hardened} or {Profiles.Escu2018}.",
        _ => kind.Options.FirstOrDefault(o => o.Name == option)?.Fault(value),
    };

    /// <summary>What an axis of this detection may be about.</summary>
    public static IReadOnlyList<string> OptionsOf(IDetectionKind kind) => [.. kind.Options.Select(o => o.Name), Enabled, Profile];

    private static DetectionTuning Apply(DetectionTuning tuning, SettingChange change) => change.Option switch
    {
        Enabled => tuning with { Enabled = change.Value.GetBoolean() },
        Profile => tuning with { Profile = change.Value.GetString() },
        _ => tuning with { Thresholds = new Dictionary<string, JsonElement>(tuning.Thresholds, StringComparer.Ordinal) { [change.Option] = change.Value } },
    };

    private static string Show(SettingChange change) =>
        $"{change.Detection}.{change.Option}={(change.Value.ValueKind == JsonValueKind.String ? change.Value.GetString() : change.Value.GetRawText())}";
}
