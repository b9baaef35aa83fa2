using System.Text.Json;
using System.Text.Json.Serialization;

namespace TrailWatch.Tuning;

/// <summary>
/// A change of a detection's tuning, as a JSON merge patch (RFC 7396): what is absent stays, what is null goes back to the
/// configuration, a list is replaced whole.
/// </summary>
public sealed record DetectionPatch
{
    public JsonElement Enabled { get; init; }

    public JsonElement Profile { get; init; }

    public JsonElement Thresholds { get; init; }

    public JsonElement Exclusions { get; init; }

    public JsonElement By { get; init; }

    public JsonElement Reason { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Others { get; set; }

    /// <summary>The tuning with the change made; the patch has been found valid.</summary>
    public DetectionTuning ApplyTo(DetectionTuning was, DateTimeOffset now) => was with
    {
        Version = was.Version + 1,
        Enabled = Take(Enabled, was.Enabled, e => e.GetBoolean()),
        Profile = Take(Profile, was.Profile, p => p.GetString()),
        Thresholds = Take(Thresholds, was.Thresholds, t => Merge(was.Thresholds, t)) ?? new Dictionary<string, JsonElement>(),
        Exclusions = Take(Exclusions, was.Exclusions, e => (IReadOnlyList<Exclusion>?)e.Deserialize(TuningJsonContext.Default.ExclusionArray)) ?? [],
        At = now,
        By = By.GetString(),
        Reason = Take(Reason, null, r => r.GetString()),
    };

    private static T? Take<T>(JsonElement given, T? was, Func<JsonElement, T?> read) => given.ValueKind switch
    {
        JsonValueKind.Undefined => was,
        JsonValueKind.Null => default,
        _ => read(given),
    };

    private static Dictionary<string, JsonElement> Merge(IReadOnlyDictionary<string, JsonElement> was, JsonElement change)
    {
        var merged = new Dictionary<string, JsonElement>(was, StringComparer.Ordinal);
        foreach (var option in change.EnumerateObject())
        {
            if (option.Value.ValueKind == JsonValueKind.Null)
            {
                merged.Remove(option.Name);
            }
            else
            {
                merged[option.Name] = option.Value.Clone();
            }
        }

        return merged;
    }
}
