using System.Text.Json;
using StackExchange.Redis;

namespace TrailWatch.Replicas;

/// <summary>
/// Holds in the process what all replicas share in the store, so that an event costs no call for it. Looks at its version twice a
/// second and reads it when that has moved. Nothing that the store holds or says stops the service: while it cannot be read, the
/// last that was known stays in use.
/// </summary>
/// <param name="what">What is followed, as a log line begins: "The directory".</param>
/// <param name="time">Paces the looking, and nothing else.</param>
/// <param name="log">Told once when it cannot be read.</param>
/// <typeparam name="TVersion">Moves with every change of what is followed.</typeparam>
public abstract class StoreFollower<TVersion>(string what, TimeProvider time, ILogger log) : BackgroundService
    where TVersion : struct, IEquatable<TVersion>
{
    /// <summary>How long another replica's change may go unseen.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly SemaphoreSlim _one = new(1, 1);
    private TVersion? _version;
    private volatile bool _away;

    /// <summary>Takes over what the store holds now. False where it could not be read, and then nothing changes.</summary>
    public async Task<bool> RefreshAsync(CancellationToken cancellation = default)
    {
        try
        {
            await FollowAsync(cancellation).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            if (!_away)
            {
                log.LogWarning(e, "{What} cannot be read; the last that was known stays in use.", what);
            }

            _away = true;
            return false;
        }
    }

    /// <summary>The first events must not meet an empty beginning, so the start waits for one attempt.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await RefreshAsync(cancellationToken).ConfigureAwait(false);
        await base.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    public override void Dispose()
    {
        _one.Dispose();
        base.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Takes over what the store holds now, if that is not known yet.</summary>
    /// <exception cref="RedisException">The store is away.</exception>
    protected async Task FollowAsync(CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            var version = await VersionAsync().ConfigureAwait(false);
            if (!version.Equals(_version))
            {
                _version = await TakeOverAsync(version, cancellation).ConfigureAwait(false);
            }

            _away = false;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Goes on from a change that this process made itself, so that nothing has to be read again.</summary>
    /// <param name="change">Runs while nothing else is taken over; gives the version that is known then, or null where it does not apply.</param>
    protected async Task AdvanceAsync(Func<TVersion?> change)
    {
        await _one.WaitAsync().ConfigureAwait(false);
        try
        {
            _version = change() ?? _version;
        }
        finally
        {
            _one.Release();
        }
    }

    protected abstract Task<TVersion> VersionAsync();

    /// <summary>Reads the whole; gives the version that was read, which is this one or a later.</summary>
    protected abstract Task<TVersion> TakeOverAsync(TVersion version, CancellationToken cancellation);

    protected virtual bool IsUnreadable(Exception e) => e is RedisException or RedisTimeoutException or JsonException;

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
