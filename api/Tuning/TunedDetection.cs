using System.Text.Json;
using TrailWatch.Detections;
using TrailWatch.Memory;

namespace TrailWatch.Tuning;

/// <summary>A detection as it is set now.</summary>
/// <param name="detection">At work with these settings.</param>
/// <param name="tuning">What was set over the configuration.</param>
/// <param name="values">Its options with the values that hold.</param>
public sealed class TunedDetection(
    IDetection detection, DetectionTuning tuning, IReadOnlyList<(TunableOption Option, JsonElement Value)> values)
{
    private readonly ExclusionRule[] _rules = [.. tuning.Exclusions.Select(e => new ExclusionRule(e))];

    public IDetection Detection { get; } = detection;

    public string Id => Detection.Info.Id;

    public DetectionTuning Tuning { get; } = tuning;

    public IReadOnlyList<(TunableOption Option, JsonElement Value)> Values { get; } = values;

    /// <summary>The value that holds for an option that is a whole number.</summary>
    public int Whole(string option) => Values.Single(v => v.Option.Name == option).Value.GetInt32();

    /// <summary>Whether an exclusion keeps this event from the detection, which then neither counts it nor learns from it.</summary>
    public bool Hides(Sighting sighting)
    {
        foreach (var rule in _rules)
        {
            if (rule.Hides(sighting))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>All detections as they are set at one moment; a batch is judged by one set from its beginning to its end.</summary>
public sealed class DetectionSet(IEnumerable<TunedDetection> all)
{
    public IReadOnlyList<TunedDetection> All { get; } = [.. all.OrderBy(d => d.Id, StringComparer.Ordinal)];

    public IEnumerable<TunedDetection> Enabled => All.Where(d => d.Detection.Enabled);

    public TunedDetection? Of(string id) => All.FirstOrDefault(d => d.Id == id);
}
