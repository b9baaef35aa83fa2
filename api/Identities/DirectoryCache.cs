using TrailWatch.Replicas;

namespace TrailWatch.Identities;

/// <summary>The directory in the process, as the store held it when it was last looked at.</summary>
public sealed class DirectoryCache(IdentityStore store, TimeProvider time, ILogger<DirectoryCache> log)
    : StoreFollower("The directory", time, log)
{
    private volatile IdentityDirectory _current = IdentityDirectory.Nobody;
    private volatile bool _loaded;

    public IdentityDirectory Current => _current;

    /// <summary>Whether the store has been read at all; before that, nobody being known means nothing.</summary>
    public bool Loaded => _loaded;

    protected override Task<long> VersionAsync() => store.VersionAsync();

    protected override async Task<long> TakeOverAsync(long version, CancellationToken cancellation)
    {
        var stored = await store.LoadAsync(cancellation).ConfigureAwait(false);
        _current = new IdentityDirectory(stored.Identities, stored.ServiceAccounts);
        _loaded = true;
        log.LogInformation(
            "The directory has {Identities} identities and {ServiceAccounts} service accounts (version {Version}).",
            stored.Identities.Count, stored.ServiceAccounts.Count, stored.Version);
        return stored.Version;
    }

    protected override bool IsUnreadable(Exception e) => e is TableChangedException || base.IsUnreadable(e);
}
