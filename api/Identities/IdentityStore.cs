using StackExchange.Redis;

namespace TrailWatch.Identities;

/// <summary>How often each table has changed.</summary>
public readonly record struct DirectoryVersions(long Identities, long ServiceAccounts);

/// <summary>Both tables as they stood together.</summary>
public sealed record StoredDirectory(StoredTable<Identity> Identities, StoredTable<ServiceAccount> ServiceAccounts)
{
    public DirectoryVersions Versions => new(Identities.Version, ServiceAccounts.Version);
}

/// <summary>
/// The directory in the store, shared by all replicas: two tables and their versions, whose keys share one hash tag. A reader
/// takes the versions before and after, and reads again when they changed.
/// </summary>
public sealed class IdentityStore
{
    internal const string Versions = "versions";
    private const int MostAttempts = 20;

    private readonly Func<IDatabase> _open;
    private readonly RedisKey _versions;

    /// <param name="open">The database.</param>
    /// <param name="keyPrefix">Before every key.</param>
    /// <param name="commit">Makes what was written survive a crash; awaited before a change is told to have been made.</param>
    public IdentityStore(Func<IDatabase> open, string keyPrefix, Func<Task>? commit = null)
    {
        var root = $"{keyPrefix}{{directory}}:";
        (_open, _versions) = (open, root + Versions);
        Identities = new(open, commit ?? NoCommit, root, IdentityTable.Kind);
        ServiceAccounts = new(open, commit ?? NoCommit, root, ServiceAccountTable.Kind);
    }

    public IdentityStore(IDatabase database, string keyPrefix)
        : this(() => database, keyPrefix)
    {
    }

    public TableStore<Identity> Identities { get; }

    public TableStore<ServiceAccount> ServiceAccounts { get; }

    public async Task<DirectoryVersions> VersionsAsync()
    {
        var versions = await _open().HashGetAsync(_versions, [IdentityTable.Kind.Name, ServiceAccountTable.Kind.Name]).ConfigureAwait(false);
        return new((long)versions[0], (long)versions[1]);
    }

    /// <summary>Reads both tables.</summary>
    /// <param name="known">What was read before: a table of the same version is not read again.</param>
    /// <param name="cancellation">Stops reading.</param>
    public async Task<StoredDirectory> LoadAsync(StoredDirectory? known = null, CancellationToken cancellation = default)
    {
        for (var attempt = 1; attempt <= MostAttempts; attempt++)
        {
            cancellation.ThrowIfCancellationRequested();
            var before = await VersionsAsync().ConfigureAwait(false);
            try
            {
                var read = new StoredDirectory(
                    await ReadAsync(Identities, known?.Identities, before.Identities, cancellation).ConfigureAwait(false),
                    await ReadAsync(ServiceAccounts, known?.ServiceAccounts, before.ServiceAccounts, cancellation).ConfigureAwait(false));
                if (await VersionsAsync().ConfigureAwait(false) == before)
                {
                    return read;
                }
            }
            catch (TableChangedException) when (attempt < MostAttempts)
            {
                // Seen between the length and the rows; the version has changed too.
            }
        }

        throw new TableChangedException();
    }

    private static async Task<StoredTable<T>> ReadAsync<T>(
        TableStore<T> table, StoredTable<T>? known, long version, CancellationToken cancellation)
        where T : class =>
        known?.Version == version ? known : await table.ReadAsync(version, cancellation).ConfigureAwait(false);

    private static Task NoCommit() => Task.CompletedTask;
}
