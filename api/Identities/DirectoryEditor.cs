namespace TrailWatch.Identities;

/// <summary>
/// Changes single entries. A change is thought out on the newest table and takes place only if nobody has changed that table
/// meanwhile; else it is thought out anew. So of writers at work at once, on whichever replica, none undoes what another did.
/// </summary>
public sealed class DirectoryEditor(IdentityStore store, DirectoryCache cache) : IDisposable
{
    /// <summary>Only other replicas are in the way of one another: in one process changes are made in turn.</summary>
    private const int MostAttempts = 100;

    private const int LongestPauseMs = 50;

    private readonly SemaphoreSlim _one = new(1, 1);

    /// <param name="kind">Which table.</param>
    /// <param name="edit">Makes the change in the draft, or says why not; it may be asked again.</param>
    /// <param name="cancellation">While it waits its turn.</param>
    public async Task<EditOutcome<T, TRefusal>> EditAsync<T, TRefusal>(
        TableKind<T> kind, Func<TableDraft<T>, TRefusal?> edit, CancellationToken cancellation)
        where T : class
        where TRefusal : class
    {
        await _one.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            for (var attempt = 0; attempt < MostAttempts; attempt++)
            {
                if (await TryAsync(kind, edit, cancellation).ConfigureAwait(false) is { } outcome)
                {
                    return outcome;
                }

                // Apart from one another, replicas get out of each other's way.
                await Task.Delay(Random.Shared.Next(Math.Min(attempt + 2, LongestPauseMs)), cancellation).ConfigureAwait(false);
            }

            throw new TableChangedException("The directory is being changed by others all the time.");
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task<EditOutcome<T, TRefusal>?> TryAsync<T, TRefusal>(
        TableKind<T> kind, Func<TableDraft<T>, TRefusal?> edit, CancellationToken cancellation)
        where T : class
        where TRefusal : class
    {
        StoredTable<T> was;
        try
        {
            was = kind.Of(await cache.LatestAsync(cancellation).ConfigureAwait(false));
        }
        catch (TableChangedException)
        {
            return null;
        }

        var draft = new TableDraft<T>(was, kind);
        if (edit(draft) is { } refusal)
        {
            return new(draft, was.Version, refusal);
        }

        if (draft.Changes.Count == 0)
        {
            return new(draft, was.Version, null);
        }

        if (await kind.Store(store).TryChangeAsync(was, draft.Changes).ConfigureAwait(false) is not { } now)
        {
            return null;
        }

        await cache.TakeAsync(kind, was, now).ConfigureAwait(false);
        return new(draft, now.Version, null);
    }

    public void Dispose() => _one.Dispose();
}

/// <summary>What became of a change.</summary>
/// <param name="Draft">As it was made.</param>
/// <param name="Version">Of the table now.</param>
/// <param name="Refusal">Why nothing was changed; null where it was done.</param>
public sealed record EditOutcome<T, TRefusal>(TableDraft<T> Draft, long Version, TRefusal? Refusal)
    where T : class
    where TRefusal : class;
