using Microsoft.Extensions.Options;
using TrailWatch.Detections;

namespace TrailWatch.Tuning;

/// <summary>A detection before it is set: what can be told to it, and how it is made.</summary>
public interface IDetectionKind
{
    string Id { get; }

    /// <summary>What <c>thresholds</c> may hold.</summary>
    IReadOnlyList<TunableOption> Options { get; }

    /// <summary>The detection as configured and then tuned; a tuned value that is no longer allowed is left as configured.</summary>
    TunedDetection Make(DetectionTuning tuning);
}

/// <param name="configured">The options as configuration has them, a fresh copy each time.</param>
/// <param name="all">What holds for all detections.</param>
/// <param name="make">The detection's constructor.</param>
public sealed class DetectionKind<TOptions>(
    IOptionsFactory<TOptions> configured,
    IOptions<DetectionsOptions> all,
    Func<IOptions<TOptions>, IOptions<DetectionsOptions>, IDetection> make) : IDetectionKind
    where TOptions : DetectionOptions, new()
{
    public string Id { get; } = make(Microsoft.Extensions.Options.Options.Create(new TOptions()), all).Info.Id;

    public IReadOnlyList<TunableOption> Options { get; } = TunableOption.Of<TOptions>();

    public TunedDetection Make(DetectionTuning tuning)
    {
        var options = configured.Create(Microsoft.Extensions.Options.Options.DefaultName);
        options.Enabled = tuning.Enabled ?? options.Enabled;
        options.Profile = tuning.Profile ?? options.Profile;
        foreach (var option in Options)
        {
            if (tuning.Thresholds.TryGetValue(option.Name, out var value) && option.Fault(value) is null)
            {
                option.Write(options, value);
            }
        }

        var detection = make(Microsoft.Extensions.Options.Options.Create(options), all);
        return new(detection, tuning, [.. Options.Select(o => (o, o.Read(options)))]);
    }
}
