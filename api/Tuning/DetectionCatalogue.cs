using TrailWatch.Replicas;

namespace TrailWatch.Tuning;

/// <summary>All detections as they are set now: as configured, and then as tuned in the store when it was last looked at.</summary>
public sealed class DetectionCatalogue(
    IEnumerable<IDetectionKind> kinds, TuningStore store, TimeProvider time, ILogger<DetectionCatalogue> log)
    : StoreFollower<long>("The detections' tuning", time, log)
{
    private volatile DetectionSet? _current;

    public IReadOnlyList<IDetectionKind> Kinds { get; } = [.. kinds];

    public DetectionSet Current => _current ??= Set(new Dictionary<string, DetectionTuning>());

    protected override Task<long> VersionAsync() => store.VersionAsync();

    protected override async Task<long> TakeOverAsync(long version, CancellationToken cancellation)
    {
        // The version was read first: a change in between is read again half a second later, and never missed.
        _current = Set(await store.LoadAsync().ConfigureAwait(false));
        log.LogInformation("The detections are set by version {Version} of their tuning.", version);
        return version;
    }

    /// <summary>The detections with this tuning; those that it does not name are as configured.</summary>
    private DetectionSet Set(IReadOnlyDictionary<string, DetectionTuning> tuning) =>
        new(Kinds.Select(k => k.Make(tuning.GetValueOrDefault(k.Id, DetectionTuning.None))));
}
