using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using StackExchange.Redis;

namespace TrailWatch.Identities;

/// <summary>Both tables as they stood together at one version.</summary>
public sealed record StoredDirectory(
    long Version, IReadOnlyList<Identity> Identities, IReadOnlyList<ServiceAccount> ServiceAccounts);

/// <summary>
/// The directory in the store, shared by all replicas. A table is one hash, ordinal to entry, and all keys share one hash tag.
/// A new table is written aside, chunk by chunk, and takes the old one's place by a rename in the same transaction that counts
/// the version up: so a reader sees the old table or the new one, however long, and a writer that dies leaves only a key that
/// expires. A reader takes the version before and after, and reads again when it changed.
/// </summary>
public sealed class IdentityStore(Func<IDatabase> open, string keyPrefix)
{
    private const int ChunkSize = 1000;
    private const int MostAttempts = 20;

    // Long enough for the slowest upload of one table, short enough that an abandoned one is soon gone.
    private static readonly TimeSpan AsideFor = TimeSpan.FromMinutes(10);

    private readonly RedisKey _version = $"{keyPrefix}{{directory}}:version";
    private readonly RedisKey _identities = $"{keyPrefix}{{directory}}:identities";
    private readonly RedisKey _accounts = $"{keyPrefix}{{directory}}:service-accounts";

    public IdentityStore(IDatabase database, string keyPrefix)
        : this(() => database, keyPrefix)
    {
    }

    /// <summary>Counts the swaps of either table; 0 where there was none.</summary>
    public async Task<long> VersionAsync() => (long)await open().StringGetAsync(_version).ConfigureAwait(false);

    public Task ReplaceIdentitiesAsync(IReadOnlyList<Identity> identities, CancellationToken cancellation = default) =>
        ReplaceAsync(_identities, identities, IdentitiesJsonContext.Default.Identity, cancellation);

    public Task ReplaceServiceAccountsAsync(IReadOnlyList<ServiceAccount> accounts, CancellationToken cancellation = default) =>
        ReplaceAsync(_accounts, accounts, IdentitiesJsonContext.Default.ServiceAccount, cancellation);

    public Task<StoredDirectory> LoadAsync(CancellationToken cancellation = default) => ReadAsync(
        async version => new StoredDirectory(
            version,
            await RowsAsync(_identities, IdentitiesJsonContext.Default.Identity, cancellation).ConfigureAwait(false),
            await RowsAsync(_accounts, IdentitiesJsonContext.Default.ServiceAccount, cancellation).ConfigureAwait(false)),
        cancellation);

    public Task<IReadOnlyList<Identity>> LoadIdentitiesAsync(CancellationToken cancellation = default) =>
        ReadAsync(_ => RowsAsync(_identities, IdentitiesJsonContext.Default.Identity, cancellation), cancellation);

    public Task<IReadOnlyList<ServiceAccount>> LoadServiceAccountsAsync(CancellationToken cancellation = default) =>
        ReadAsync(_ => RowsAsync(_accounts, IdentitiesJsonContext.Default.ServiceAccount, cancellation), cancellation);

    private static string Ordinal(int i) => i.ToString("D8", System.Globalization.CultureInfo.InvariantCulture);

    private async Task ReplaceAsync<T>(
        RedisKey live, IReadOnlyList<T> entries, JsonTypeInfo<T> json, CancellationToken cancellation)
    {
        RedisKey aside = $"{live}:aside:{Guid.NewGuid():N}";
        for (var start = 0; start < entries.Count; start += ChunkSize)
        {
            cancellation.ThrowIfCancellationRequested();
            var chunk = new HashEntry[Math.Min(ChunkSize, entries.Count - start)];
            for (var i = 0; i < chunk.Length; i++)
            {
                chunk[i] = new(Ordinal(start + i), JsonSerializer.SerializeToUtf8Bytes(entries[start + i], json));
            }

            var write = open().CreateTransaction();
            _ = write.HashSetAsync(aside, chunk);
            _ = write.KeyExpireAsync(aside, AsideFor);
            await write.ExecuteAsync().ConfigureAwait(false);
        }

        await SwapAsync(live, aside, entries.Count).ConfigureAwait(false);
    }

    private async Task SwapAsync(RedisKey live, RedisKey aside, int count)
    {
        var swap = open().CreateTransaction();
        if (count == 0)
        {
            _ = swap.KeyDeleteAsync(live);
        }
        else
        {
            swap.AddCondition(Condition.HashLengthEqual(aside, count));
            _ = swap.KeyRenameAsync(aside, live);
            _ = swap.KeyPersistAsync(live);
        }

        _ = swap.StringIncrementAsync(_version);
        if (!await swap.ExecuteAsync().ConfigureAwait(false))
        {
            throw new RedisTimeoutException(
                CommandFlags.None, "The new table was gone before it could take the old one's place.", CommandStatus.Unknown);
        }
    }

    private async Task<T> ReadAsync<T>(Func<long, Task<T>> read, CancellationToken cancellation)
    {
        for (var attempt = 1; attempt <= MostAttempts; attempt++)
        {
            cancellation.ThrowIfCancellationRequested();
            var before = await VersionAsync().ConfigureAwait(false);
            try
            {
                var result = await read(before).ConfigureAwait(false);
                if (await VersionAsync().ConfigureAwait(false) == before)
                {
                    return result;
                }
            }
            catch (TableChangedException) when (attempt < MostAttempts)
            {
                // Seen between the length and the rows; the version has changed too.
            }
        }

        throw new TableChangedException();
    }

    // The ordinals are known, so the rows are asked for by name: in order, each once, at the same cost for every page.
    private async Task<IReadOnlyList<T>> RowsAsync<T>(RedisKey table, JsonTypeInfo<T> json, CancellationToken cancellation)
    {
        var length = (int)await open().HashLengthAsync(table).ConfigureAwait(false);
        var rows = new List<T>(length);
        for (var start = 0; start < length; start += ChunkSize)
        {
            cancellation.ThrowIfCancellationRequested();
            var fields = new RedisValue[Math.Min(ChunkSize, length - start)];
            for (var i = 0; i < fields.Length; i++)
            {
                fields[i] = Ordinal(start + i);
            }

            foreach (var value in await open().HashGetAsync(table, fields).ConfigureAwait(false))
            {
                rows.Add(value.IsNull
                    ? throw new TableChangedException()
                    : JsonSerializer.Deserialize(((ReadOnlyMemory<byte>)value).Span, json)!);
            }
        }

        return rows;
    }
}
