using StackExchange.Redis;
using TrailWatch.Replicas;

namespace TrailWatch.Identities;

/// <summary>The directory in the process, as the store held it when it was last looked at.</summary>
public sealed class DirectoryCache(IdentityStore store, TimeProvider time, ILogger<DirectoryCache> log)
    : StoreFollower<DirectoryVersions>("The directory", time, log)
{
    private volatile IdentityDirectory _current = IdentityDirectory.Nobody;
    private volatile StoredDirectory? _stored;

    public IdentityDirectory Current => _current;

    /// <summary>Whether the store has been read at all; before that, nobody being known means nothing.</summary>
    public bool Loaded => _stored is not null;

    /// <summary>The tables as the store has them now.</summary>
    /// <exception cref="RedisException">The store is away.</exception>
    public async Task<StoredDirectory> LatestAsync(CancellationToken cancellation = default)
    {
        await FollowAsync(cancellation).ConfigureAwait(false);
        return _stored!;
    }

    /// <summary>Takes over a change that was just made in the store, without reading the whole table again.</summary>
    public Task TakeAsync<T>(TableKind<T> kind, StoredTable<T> was, StoredTable<T> now)
        where T : class => AdvanceAsync(() => _stored is { } stored && kind.Of(stored) == was ? TakeOver(kind.With(stored, now)) : null);

    protected override Task<DirectoryVersions> VersionAsync() => store.VersionsAsync();

    protected override async Task<DirectoryVersions> TakeOverAsync(DirectoryVersions version, CancellationToken cancellation) =>
        TakeOver(await store.LoadAsync(_stored, cancellation).ConfigureAwait(false));

    protected override bool IsUnreadable(Exception e) => e is TableChangedException || base.IsUnreadable(e);

    private DirectoryVersions TakeOver(StoredDirectory stored)
    {
        _current = new IdentityDirectory(stored.Identities.Entries, stored.ServiceAccounts.Entries, _current);
        _stored = stored;
        log.LogInformation(
            "The directory has {Identities} identities and {ServiceAccounts} service accounts (versions {Version} and {AccountsVersion}).",
            stored.Identities.Entries.Count, stored.ServiceAccounts.Entries.Count, stored.Identities.Version, stored.ServiceAccounts.Version);
        return stored.Versions;
    }
}
