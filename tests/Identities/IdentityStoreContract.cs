using StackExchange.Redis;
using TrailWatch.Identities;
using TrailWatch.Tests.Stores;
using Xunit;
using static TrailWatch.Tests.Identities.Entries;

namespace TrailWatch.Tests.Identities;

/// <summary>What the store promises, on whichever server.</summary>
public abstract class IdentityStoreContract
{
    private readonly string _prefix = RedisServerFixture.NewPrefix();

    protected abstract ValueTask<IDatabase> OpenAsync();

    [Fact]
    public async Task A_new_store_holds_nobody_at_version_0()
    {
        var stored = await new IdentityStore(await OpenAsync(), _prefix).LoadAsync(null, TestContext.Current.CancellationToken);
        Assert.Equal(new(0, 0), stored.Versions);
        Assert.Empty(stored.Identities.Entries);
        Assert.Empty(stored.ServiceAccounts.Entries);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    [InlineData(2001)]
    public async Task Gives_back_what_it_was_given_in_order(int count)
    {
        var store = new IdentityStore(await OpenAsync(), _prefix);
        var accounts = Enumerable.Range(0, count).Select(i => Account($"bot-{i}", Noon.AddSeconds(i))).ToList();
        await store.ServiceAccounts.ReplaceAsync(accounts, null, TestContext.Current.CancellationToken);
        await store.Identities.ReplaceAsync([Person("alice", "a*") with { Enabled = false }], null, TestContext.Current.CancellationToken);

        var stored = await store.LoadAsync(null, TestContext.Current.CancellationToken);

        Assert.Equal(new(1, 1), stored.Versions);
        Assert.Equal(accounts, stored.ServiceAccounts.Entries);
        Assert.Equal(accounts, (await store.LoadAsync(null, TestContext.Current.CancellationToken)).ServiceAccounts.Entries);
        Assert.Equal(["alice", "a*"], Assert.Single(stored.Identities.Entries).Names);
        Assert.False(stored.Identities.Entries[0].Enabled);
    }

    [Fact]
    public async Task A_swap_takes_everything_old_away_and_leaves_no_key_beside()
    {
        var database = await OpenAsync();
        var store = new IdentityStore(database, _prefix);
        await store.Identities.ReplaceAsync([.. Enumerable.Range(0, 1500).Select(i => Person($"p{i}"))], null, TestContext.Current.CancellationToken);
        await store.Identities.ReplaceAsync([Person("alice")], null, TestContext.Current.CancellationToken);

        Assert.Single((await store.LoadAsync(null, TestContext.Current.CancellationToken)).Identities.Entries);
        Assert.Equal(
            [$"{_prefix}{{directory}}:identities", $"{_prefix}{{directory}}:versions"], await KeysAsync(database));
        Assert.Null(await database.KeyTimeToLiveAsync($"{_prefix}{{directory}}:identities"));

        await store.Identities.ReplaceAsync([], null, TestContext.Current.CancellationToken);
        Assert.Equal([$"{_prefix}{{directory}}:versions"], await KeysAsync(database));
        Assert.Equal(new(3, 0), await store.VersionsAsync());
    }

    [Fact]
    public async Task A_writer_that_gives_up_changes_nothing_and_what_it_left_expires()
    {
        var database = await OpenAsync();
        var store = new IdentityStore(database, _prefix);
        using var cancelled = new CancellationTokenSource();
        var accounts = new CancellingList(2500, 1200, cancelled);

        await Assert.ThrowsAsync<OperationCanceledException>(() => store.ServiceAccounts.ReplaceAsync(accounts, null, cancelled.Token));

        Assert.Empty((await store.LoadAsync(null, TestContext.Current.CancellationToken)).ServiceAccounts.Entries);
        Assert.Equal(new(0, 0), await store.VersionsAsync());
        var left = Assert.Single(await KeysAsync(database));
        Assert.InRange(await database.KeyTimeToLiveAsync(left) ?? TimeSpan.Zero, TimeSpan.FromMinutes(9), TimeSpan.FromMinutes(10));
    }

    [Fact]
    public async Task A_reader_sees_one_whole_table_whatever_is_swapped_meanwhile()
    {
        var store = new IdentityStore(await OpenAsync(), _prefix);
        using var stop = new CancellationTokenSource();
        await store.ServiceAccounts.ReplaceAsync(Generation(0), null, TestContext.Current.CancellationToken);
        var writer = Task.Run(
            async () =>
            {
                for (var g = 1; g <= 25; g++)
                {
                    await store.ServiceAccounts.ReplaceAsync(Generation(g), null, CancellationToken.None);
                    await Task.Delay(20, CancellationToken.None);
                }

                await stop.CancelAsync();
            },
            TestContext.Current.CancellationToken);
        var reads = 0;
        while (!stop.IsCancellationRequested)
        {
            var accounts = (await store.LoadAsync(null, TestContext.Current.CancellationToken)).ServiceAccounts.Entries;
            Assert.Single(accounts.Select(a => a.Owner).Distinct());
            Assert.Equal(Generation(int.Parse(accounts[0].Owner!, null)).Count, accounts.Count);
            reads++;
        }

        await writer;
        Assert.True(reads > 0);
    }

    private static List<ServiceAccount> Generation(int g) =>
        [.. Enumerable.Range(0, 1500 + (700 * (g % 3))).Select(i => Account($"bot-{i}") with { Owner = $"{g}" })];

    private async Task<string[]> KeysAsync(IDatabase database)
    {
        var keys = new List<string>();
        await foreach (var key in database.Multiplexer.GetServers()[0].KeysAsync(pattern: $"{_prefix}*"))
        {
            keys.Add(key.ToString());
        }

        return [.. keys.Order(StringComparer.Ordinal)];
    }

    /// <summary>A table whose upload is cancelled at one of its rows.</summary>
    private sealed class CancellingList(int count, int at, CancellationTokenSource cancel) : IReadOnlyList<ServiceAccount>
    {
        public int Count => count;

        public ServiceAccount this[int index]
        {
            get
            {
                if (index == at)
                {
                    cancel.Cancel();
                }

                return Account($"bot-{index}");
            }
        }

        public IEnumerator<ServiceAccount> GetEnumerator() => throw new NotSupportedException();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => throw new NotSupportedException();
    }
}
