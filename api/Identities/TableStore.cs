using System.Globalization;
using System.Text.Json;
using StackExchange.Redis;

namespace TrailWatch.Identities;

/// <summary>
/// One table of the directory in the store: a hash, ordinal to entry, an empty value where one was taken out. A new table is
/// written aside, chunk by chunk, and takes the old one's place by a rename in the same transaction that counts the version up:
/// so a reader sees the old table or the new one, however long, and a writer that dies leaves only a key that expires. Single
/// entries are set in one transaction too. Either can be bound to the version that the change was thought out for.
/// </summary>
public sealed class TableStore<T>(Func<IDatabase> open, Func<Task> commit, string root, TableKind<T> kind)
    where T : class
{
    private const int ChunkSize = 1000;

    private const int MostAttempts = 20;

    // So many holes, and more of them than entries: then the table is written anew.
    private const int MostHoles = 1000;

    // Long enough for the slowest upload of one table, short enough that an abandoned one is soon gone.
    private static readonly TimeSpan AsideFor = TimeSpan.FromMinutes(10);

    private readonly RedisKey _live = root + kind.Name;
    private readonly RedisKey _versions = root + IdentityStore.Versions;

    /// <summary>Swaps the whole table.</summary>
    /// <param name="entries">The new table.</param>
    /// <param name="expected">The version that shall be replaced; null for whichever stands there.</param>
    /// <param name="cancellation">Ends the upload; the swap itself is not stopped.</param>
    /// <returns>The new version, or null where another version stands there.</returns>
    public async Task<long?> ReplaceAsync(IReadOnlyList<T> entries, long? expected = null, CancellationToken cancellation = default)
    {
        RedisKey aside = $"{_live}:aside:{Guid.NewGuid():N}";
        for (var start = 0; start < entries.Count; start += ChunkSize)
        {
            cancellation.ThrowIfCancellationRequested();
            var chunk = new HashEntry[Math.Min(ChunkSize, entries.Count - start)];
            for (var i = 0; i < chunk.Length; i++)
            {
                chunk[i] = new(Ordinal(start + i), Write(entries[start + i]));
            }

            var write = open().CreateTransaction();
            _ = write.HashSetAsync(aside, chunk);
            _ = write.KeyExpireAsync(aside, AsideFor);
            await write.ExecuteAsync().ConfigureAwait(false);
        }

        return await SwapAsync(aside, entries.Count, expected).ConfigureAwait(false);
    }

    /// <summary>Sets single entries, if nobody has changed the table since.</summary>
    /// <param name="was">The table that the change was thought out for.</param>
    /// <param name="changes">Ordinal to entry; null takes the entry out, the ordinal after the last adds one.</param>
    /// <returns>The table as it now stands, or null where it had changed.</returns>
    public async Task<StoredTable<T>?> TryChangeAsync(StoredTable<T> was, IReadOnlyDictionary<int, T?> changes)
    {
        List<T?> rows = [.. was.Rows];
        foreach (var (ordinal, entry) in changes.OrderBy(c => c.Key))
        {
            if (ordinal < rows.Count)
            {
                rows[ordinal] = entry;
            }
            else
            {
                rows.Add(entry);
            }
        }

        var holes = rows.Count(r => r is null);
        if (holes > MostHoles && holes > rows.Count - holes)
        {
            rows.RemoveAll(r => r is null);
            return await ReplaceAsync([.. rows.OfType<T>()], was.Version).ConfigureAwait(false) is { } swapped ? new(swapped, rows, kind.NamesOf) : null;
        }

        var change = open().CreateTransaction();
        change.AddCondition(IsAt(was.Version));
        foreach (var chunk in changes.Chunk(ChunkSize))
        {
            _ = change.HashSetAsync(_live, [.. chunk.Select(c => new HashEntry(Ordinal(c.Key), c.Value is { } entry ? Write(entry) : RedisValue.EmptyString))]);
        }

        var version = change.HashIncrementAsync(_versions, kind.Name);
        if (!await change.ExecuteAsync().ConfigureAwait(false))
        {
            return null;
        }

        await commit().ConfigureAwait(false);
        return new(await version.ConfigureAwait(false), rows, kind.NamesOf);
    }

    // The ordinals are known, so the rows are asked for by name: in order, each once, at the same cost for every page.
    internal async Task<StoredTable<T>> ReadAsync(long version, CancellationToken cancellation)
    {
        var length = (int)await open().HashLengthAsync(_live).ConfigureAwait(false);
        var rows = new List<T?>(length);
        for (var start = 0; start < length; start += ChunkSize)
        {
            cancellation.ThrowIfCancellationRequested();
            var fields = new RedisValue[Math.Min(ChunkSize, length - start)];
            for (var i = 0; i < fields.Length; i++)
            {
                fields[i] = Ordinal(start + i);
            }

            foreach (var value in await open().HashGetAsync(_live, fields).ConfigureAwait(false))
            {
                rows.Add(value.IsNull ? throw new TableChangedException()
                    : value.IsNullOrEmpty ? null
                    : JsonSerializer.Deserialize(((ReadOnlyMemory<byte>)value).Span, kind.Json)!);
            }
        }

        return new(version, rows, kind.NamesOf);
    }

    private async Task<long?> SwapAsync(RedisKey aside, int count, long? expected)
    {
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var swap = open().CreateTransaction();
            var intact = count == 0 ? null : swap.AddCondition(Condition.HashLengthEqual(aside, count));
            var unchanged = expected is { } was ? swap.AddCondition(IsAt(was)) : null;
            if (count == 0)
            {
                _ = swap.KeyDeleteAsync(_live);
            }
            else
            {
                _ = swap.KeyRenameAsync(aside, _live);
                _ = swap.KeyPersistAsync(_live);
            }

            var version = swap.HashIncrementAsync(_versions, kind.Name);
            if (await swap.ExecuteAsync().ConfigureAwait(false))
            {
                await commit().ConfigureAwait(false);
                return await version.ConfigureAwait(false);
            }

            if (intact is { WasSatisfied: false })
            {
                break;
            }

            if (unchanged is { WasSatisfied: false })
            {
                await open().KeyDeleteAsync(aside).ConfigureAwait(false);
                return null;
            }

            // Both held, and yet it was not done: the other table, whose version lies beside ours, has changed just then.
        }

        throw new RedisTimeoutException(
            CommandFlags.None, "The new table was gone before it could take the old one's place.", CommandStatus.Unknown);
    }

    private Condition IsAt(long version) =>
        version == 0 ? Condition.HashNotExists(_versions, kind.Name) : Condition.HashEqual(_versions, kind.Name, version);

    private RedisValue Write(T entry) => JsonSerializer.SerializeToUtf8Bytes(entry, kind.Json);

    private static string Ordinal(int i) => i.ToString("D8", CultureInfo.InvariantCulture);
}
