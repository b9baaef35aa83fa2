using System.Runtime.CompilerServices;

namespace TrailWatch.Memory.Baselines;

/// <summary>Goes through all subjects that are remembered, page by page, on every master of the store.</summary>
internal static class SubjectScan
{
    private const int Page = 500;

    /// <param name="store">The store.</param>
    /// <param name="cancellation">Stops between two pages.</param>
    public static async IAsyncEnumerable<string[]> PagesAsync(
        IStore store, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var root = SubjectKeys.RootOf(store.KeyPrefix, 0).Length;
        var pattern = $"{Escape(store.KeyPrefix)}{{m??}}*{SubjectKeys.MemoryEnd}";
        foreach (var server in store.Database.Multiplexer.GetServers().Where(s => !s.IsReplica))
        {
            var page = new List<string>(Page);
            await foreach (var key in server.KeysAsync(store.Database.Database, pattern, Page).WithCancellation(cancellation).ConfigureAwait(false))
            {
                var text = (string)key!;
                page.Add(text[root..^SubjectKeys.MemoryEnd.Length]);
                if (page.Count == Page)
                {
                    cancellation.ThrowIfCancellationRequested();
                    yield return [.. page];
                    page.Clear();
                }
            }

            yield return [.. page];
        }
    }

    /// <summary>Text in which no character has a meaning of its own in a pattern.</summary>
    public static string Escape(string text) => string.Concat(text.Select(c => "*?[]\\^".Contains(c, StringComparison.Ordinal) ? $"\\{c}" : c.ToString()));
}
