using StackExchange.Redis;

namespace TrailWatch.Tuning;

/// <summary>
/// All detections as they are set now: as configured, and then as tuned in the store. Every replica looks at the store's version
/// twice a second; while the store is away the last settings stay.
/// </summary>
public sealed class DetectionCatalogue(
    IEnumerable<IDetectionKind> kinds, TuningStore store, TimeProvider time, ILogger<DetectionCatalogue> log) : BackgroundService
{
    /// <summary>How long another replica's change may go unseen.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly SemaphoreSlim _one = new(1, 1);
    private volatile DetectionSet? _current;
    private long _version;
    private bool _away;

    public IReadOnlyList<IDetectionKind> Kinds { get; } = [.. kinds];

    public DetectionSet Current => _current ??= Set(new Dictionary<string, DetectionTuning>());

    /// <summary>The detections with this tuning; those that it does not name are as configured.</summary>
    public DetectionSet Set(IReadOnlyDictionary<string, DetectionTuning> tuning) =>
        new(Kinds.Select(k => k.Make(tuning.GetValueOrDefault(k.Id, DetectionTuning.None))));

    /// <summary>Takes over what the store holds now. False where it could not be read, and then nothing changes.</summary>
    public async Task<bool> RefreshAsync(CancellationToken cancellation = default)
    {
        await _one.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (await store.VersionAsync().ConfigureAwait(false) is var version && version != _version)
            {
                _current = Set(await store.LoadAsync().ConfigureAwait(false));
                _version = version;
                log.LogInformation("The detections are tuned anew (version {Version}).", version);
            }

            _away = false;
            return true;
        }
        catch (Exception e) when (e is RedisException or RedisTimeoutException)
        {
            if (!_away)
            {
                log.LogWarning(e, "The detections' tuning cannot be read; the last one known stays in use.");
            }

            _away = true;
            return false;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>The first events must be judged as tuned, so the start waits for one attempt.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await RefreshAsync(cancellationToken).ConfigureAwait(false);
        await base.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    public override void Dispose()
    {
        _one.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
            {
                await RefreshAsync(stoppingToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The end of the service.
        }
    }
}
