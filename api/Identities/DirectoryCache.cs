using System.Text.Json;
using StackExchange.Redis;

namespace TrailWatch.Identities;

/// <summary>
/// Holds the directory in the process, so that an event costs no call to the store. Every replica looks at the version twice a
/// second and reads the tables when it has moved; while the store is away the last directory stays.
/// </summary>
public sealed class DirectoryCache(IdentityStore store, TimeProvider time, ILogger<DirectoryCache> log) : BackgroundService
{
    /// <summary>How long another replica's change may go unseen.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly SemaphoreSlim _one = new(1, 1);
    private volatile IdentityDirectory _current = IdentityDirectory.Nobody;
    private volatile bool _loaded;
    private long _version = -1;
    private bool _away;

    public IdentityDirectory Current => _current;

    /// <summary>Whether the store has been read at all; before that, nobody being known means nothing.</summary>
    public bool Loaded => _loaded;

    /// <summary>Takes over what the store holds now. False where it could not be read, and then nothing changes.</summary>
    public async Task<bool> RefreshAsync(CancellationToken cancellation = default)
    {
        await _one.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (await store.VersionAsync().ConfigureAwait(false) != _version)
            {
                var stored = await store.LoadAsync(cancellation).ConfigureAwait(false);
                _current = new IdentityDirectory(stored.Identities, stored.ServiceAccounts);
                _version = stored.Version;
                _loaded = true;
                log.LogInformation(
                    "The directory has {Identities} identities and {ServiceAccounts} service accounts (version {Version}).",
                    stored.Identities.Count, stored.ServiceAccounts.Count, stored.Version);
            }

            _away = false;
            return true;
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            if (!_away)
            {
                log.LogWarning(e, "The directory cannot be read; the last one known stays in use.");
            }

            _away = true;
            return false;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>The first events must not meet an empty directory, so the start waits for one attempt.</summary>
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

    // Nothing that the store holds or says may stop the service: there is always the last directory to go on with.
    private static bool IsUnreadable(Exception e) =>
        e is RedisException or RedisTimeoutException or TableChangedException or JsonException;

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
