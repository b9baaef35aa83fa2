using System.Text;
using StackExchange.Redis;
using TrailWatch.Memory;
using TrailWatch.Memory.Accounts;

namespace TrailWatch.Tests.Stores;

/// <summary>
/// Everything under a store's prefix, as text that can be compared: keys without the prefix, contents sorted. What tells when
/// events arrived is left out: the laws say what the events alone leave behind, whenever and however often they come.
/// </summary>
internal static class StoreDump
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    public static async Task<SortedDictionary<string, string>> OfAsync(IStore store)
    {
        var dump = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var key in (await KeysAsync(store)).Where(k => !k[store.KeyPrefix.Length..].StartsWith(AccountKeys.Arrivals, StringComparison.Ordinal)))
        {
            var name = key[store.KeyPrefix.Length..];
            if (SubjectDump.IsMemory(name))
            {
                var state = SubjectDump.Parse(SubjectDump.SubjectOf(name), await store.Database.ListRangeAsync(key));
                var keys = new SubjectKeys(store.KeyPrefix, state.Subject);
                dump[name] = Join(SubjectDump.Lines(state));
                dump[((string)keys.History!)[store.KeyPrefix.Length..]] = Join(SubjectDump.History(state, await store.Database.HashGetAllAsync(keys.History)));
            }
            else if (!SubjectDump.IsHistory(name))
            {
                dump[name] = await ContentAsync(store.Database, key);
            }
        }

        return dump;
    }

    /// <summary>The keys that differ, with both contents; empty where none does.</summary>
    public static string Difference(SortedDictionary<string, string> expected, SortedDictionary<string, string> actual) => string.Join('\n', expected.Keys
        .Union(actual.Keys)
        .Where(k => expected.GetValueOrDefault(k) != actual.GetValueOrDefault(k))
        .Select(k => $"{k}\n  expected: {expected.GetValueOrDefault(k) ?? "nothing"}\n  actual:   {actual.GetValueOrDefault(k) ?? "nothing"}"));

    /// <summary>Keys that would stay forever.</summary>
    public static async Task<IReadOnlyList<string>> WithoutTtlAsync(IStore store)
    {
        var forever = new List<string>();
        foreach (var key in await KeysAsync(store))
        {
            if (await store.Database.KeyTimeToLiveAsync(key) is null && await store.Database.KeyExistsAsync(key))
            {
                forever.Add(key);
            }
        }

        return forever;
    }

    public static async Task<IReadOnlyList<string>> KeysAsync(IStore store)
    {
        var keys = new List<string>();
        await foreach (var key in store.Database.Multiplexer.GetServers()[0].KeysAsync(store.Database.Database, store.KeyPrefix + "*"))
        {
            keys.Add(key!);
        }

        return keys;
    }

    private static async Task<string> ContentAsync(IDatabase db, string key) => await db.KeyTypeAsync(key) switch
    {
        RedisType.Hash => Join((await db.HashGetAllAsync(key)).Select(e => $"{e.Name}={Text((byte[])e.Value!)}")),
        RedisType.Set => Join((await db.SetMembersAsync(key)).Select(m => m.ToString())),
        RedisType.SortedSet => Join((await db.SortedSetRangeByRankWithScoresAsync(key)).Select(e => $"{Convert.ToHexString((byte[])e.Element!)}@{e.Score}")),
        RedisType.String => (string?)await db.StringGetAsync(key) ?? "",
        _ => "",
    };

    /// <summary>Bytes that are no text are shown as what they are, so that no two of them look the same.</summary>
    private static string Text(byte[] value)
    {
        try
        {
            return Strict.GetString(value);
        }
        catch (DecoderFallbackException)
        {
            return Convert.ToHexString(value);
        }
    }

    private static string Join(IEnumerable<string> parts) =>
        new StringBuilder().AppendJoin('\n', parts.Order(StringComparer.Ordinal)).ToString();
}
