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
    private StoredDirectory? _stored;
    private volatile bool _away;

    public IdentityDirectory Current => _current;

    /// <summary>Whether the store has been read at all; before that, nobody being known means nothing.</summary>
    public bool Loaded => _loaded;

    /// <summary>The tables as the store has them now.</summary>
    /// <exception cref="RedisException">The store is away.</exception>
    public async Task<StoredDirectory> LatestAsync(CancellationToken cancellation = default)
    {
        await _one.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            var stored = _stored;
            if (stored is null || await store.VersionsAsync().ConfigureAwait(false) != stored.Versions)
            {
                stored = await store.LoadAsync(stored, cancellation).ConfigureAwait(false);
                TakeOver(stored);
            }

            _away = false;
            return stored;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Takes over a change that was just made in the store, without reading the whole table again.</summary>
    public async Task TakeAsync<T>(TableKind<T> kind, StoredTable<T> was, StoredTable<T> now)
        where T : class
    {
        await _one.WaitAsync().ConfigureAwait(false);
        try
        {
            if (_stored is { } stored && kind.Of(stored) == was)
            {
                TakeOver(kind.With(stored, now));
            }
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Takes over what the store holds now. False where it could not be read, and then nothing changes.</summary>
    public async Task<bool> RefreshAsync(CancellationToken cancellation = default)
    {
        try
        {
            await LatestAsync(cancellation).ConfigureAwait(false);
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

    private void TakeOver(StoredDirectory stored)
    {
        _current = new IdentityDirectory(stored.Identities.Entries, stored.ServiceAccounts.Entries, _current);
        _stored = stored;
        _loaded = true;
        log.LogInformation(
            "The directory has {Identities} identities and {ServiceAccounts} service accounts (versions {Version} and {AccountsVersion}).",
            stored.Identities.Entries.Count, stored.ServiceAccounts.Entries.Count, stored.Identities.Version, stored.ServiceAccounts.Version);
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
