using Microsoft.Extensions.Logging.Abstractions;
using StackExchange.Redis;
using TrailWatch.Identities;
using TrailWatch.Tests.Stores;
using Xunit;
using static TrailWatch.Tests.Identities.Entries;

namespace TrailWatch.Tests.Identities;

/// <summary>Changes of single entries, on whichever server.</summary>
public abstract class DirectoryEditorContract
{
    private static readonly TableKind<ServiceAccount> Kind = ServiceAccountTable.Kind;
    private readonly string _prefix = RedisServerFixture.NewPrefix();

    protected abstract ValueTask<IDatabase> OpenAsync();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_writers_at_work_at_once_on_several_replicas_none_undoes_another()
    {
        const int replicas = 4, writers = 3, rounds = 10;
        var database = await OpenAsync();
        await new IdentityStore(database, _prefix).ServiceAccounts.ReplaceAsync([Account("counter") with { Owner = "0" }], null, Cancellation);
        var all = Enumerable.Range(0, replicas).Select(_ => new Replica(database, _prefix)).ToList();
        await Task.WhenAll(all.SelectMany((replica, r) => Enumerable.Range(0, writers).Select(w => Task.Run(
            async () =>
            {
                for (var i = 0; i < rounds; i++)
                {
                    await replica.EditAsync(draft =>
                    {
                        var at = Assert.Single(draft.Find("counter"));
                        draft.Set(at, draft[at]! with { Owner = $"{int.Parse(draft[at]!.Owner!, null) + 1}" });
                        draft.Add(Account($"bot-{r}-{w}-{i}"));
                    });
                }
            },
            Cancellation))));

        foreach (var replica in all)
        {
            var now = (await replica.Cache.LatestAsync(Cancellation)).ServiceAccounts;
            Assert.Equal($"{replicas * writers * rounds}", now.Rows[0]!.Owner);
            Assert.Equal(1 + (replicas * writers * rounds), now.Entries.Count);
            Assert.Equal(1 + (replicas * writers * rounds), now.Version);
            Assert.Distinct(now.Entries.Select(a => a.Name));
            replica.Dispose();
        }
    }

    [Fact]
    public async Task A_swap_for_a_version_that_has_passed_changes_nothing_and_leaves_nothing()
    {
        var database = await OpenAsync();
        var store = new IdentityStore(database, _prefix);
        Assert.Equal(1, await store.ServiceAccounts.ReplaceAsync([Account("a")], 0, Cancellation));
        Assert.Null(await store.ServiceAccounts.ReplaceAsync([Account("b")], 0, Cancellation));
        Assert.Null(await store.ServiceAccounts.ReplaceAsync([], 7, Cancellation));
        Assert.Equal("a", Assert.Single((await store.LoadAsync(null, Cancellation)).ServiceAccounts.Entries).Name);
        Assert.Equal(2, await database.Multiplexer.GetServers()[0].KeysAsync(database.Database, _prefix + "*").CountAsync(Cancellation));

        // The other table's version is its own.
        Assert.Equal(1, await store.Identities.ReplaceAsync([Person("alice")], 0, Cancellation));
        Assert.Equal(2, await store.ServiceAccounts.ReplaceAsync([], 1, Cancellation));
    }

    [Fact]
    public async Task A_swap_for_a_version_succeeds_however_often_the_other_table_changes()
    {
        var store = new IdentityStore(await OpenAsync(), _prefix);
        using var stop = new CancellationTokenSource();
        var other = Task.Run(
            async () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    await store.Identities.ReplaceAsync([Person("alice")], null, CancellationToken.None);
                }
            },
            Cancellation);
        for (var version = 0; version < 40; version++)
        {
            Assert.Equal(version + 1, await store.ServiceAccounts.ReplaceAsync([Account("a")], version, Cancellation));
        }

        await stop.CancelAsync();
        await other;
    }

    [Fact]
    public async Task What_is_taken_out_leaves_the_others_in_order_and_the_next_entry_at_the_end()
    {
        using var replica = new Replica(await OpenAsync(), _prefix);
        await replica.EditAsync(draft => Array.ForEach(["a", "b", "c"], name => draft.Add(Account(name))));
        await replica.EditAsync(draft => draft.Remove(Assert.Single(draft.Find("B"))));
        await replica.EditAsync(draft => draft.Add(Account("d")));
        await replica.EditAsync(draft => draft.Remove(Assert.Single(draft.Find("d"))));
        await replica.EditAsync(draft => draft.Add(Account("e")));
        Assert.Equal(["a", "c", "e"], await replica.NamesAsync());
        Assert.Equal(3, replica.Cache.Current.ServiceAccounts);
        Assert.Equal(5, (await replica.Cache.LatestAsync(Cancellation)).ServiceAccounts.Version);

        using var another = new Replica(replica.Database, _prefix);
        Assert.Equal(["a", "c", "e"], await another.NamesAsync());
        Assert.Empty((await another.Cache.LatestAsync(Cancellation)).ServiceAccounts.Find("b"));
    }

    [Fact]
    public async Task A_table_of_holes_is_written_anew_and_can_be_changed_further()
    {
        const int many = 1500;
        using var replica = new Replica(await OpenAsync(), _prefix);
        await replica.EditAsync(draft => Array.ForEach([.. Enumerable.Range(0, many)], i => draft.Add(Account($"bot-{i}"))));
        await replica.EditAsync(draft => Array.ForEach([.. Enumerable.Range(0, 1000)], i => draft.Remove(i)));
        Assert.Equal(many, (await replica.Cache.LatestAsync(Cancellation)).ServiceAccounts.Rows.Count);
        await replica.EditAsync(draft => draft.Remove(Assert.Single(draft.Find("bot-1200"))));
        Assert.Equal(499, (await replica.Cache.LatestAsync(Cancellation)).ServiceAccounts.Rows.Count);
        await replica.EditAsync(draft => draft.Set(Assert.Single(draft.Find("bot-1201")), Account("last but not least")));

        using var another = new Replica(replica.Database, _prefix);
        Assert.Equal(await another.NamesAsync(), await replica.NamesAsync());
        Assert.Equal(["bot-1199", "last but not least", "bot-1202"], (await another.NamesAsync())[199..202]);
    }

    [Fact]
    public async Task What_ends_as_it_was_is_no_change()
    {
        using var replica = new Replica(await OpenAsync(), _prefix);
        await replica.EditAsync(draft => draft.Add(Account("a", Noon)));
        await replica.EditAsync(draft => draft.Set(0, Account("a", Noon)));
        Assert.Equal(1, (await replica.Cache.LatestAsync(Cancellation)).ServiceAccounts.Version);
    }

    /// <summary>A process of its own, as far as the store can tell.</summary>
    private sealed class Replica : IDisposable
    {
        private readonly DirectoryEditor _editor;

        public Replica(IDatabase database, string prefix)
        {
            var store = new IdentityStore(database, prefix);
            Database = database;
            Cache = new(store, TimeProvider.System, NullLogger<DirectoryCache>.Instance);
            _editor = new(store, Cache);
        }

        public IDatabase Database { get; }

        public DirectoryCache Cache { get; }

        public Task<EditOutcome<ServiceAccount, string>> EditAsync(Action<TableDraft<ServiceAccount>> edit) => _editor.EditAsync<ServiceAccount, string>(
            Kind,
            draft =>
            {
                edit(draft);
                return null;
            },
            Cancellation);

        public async Task<string[]> NamesAsync() =>
            [.. (await Cache.LatestAsync(Cancellation)).ServiceAccounts.Entries.Select(a => a.Name)];

        public void Dispose()
        {
            _editor.Dispose();
            Cache.Dispose();
        }
    }
}

[Collection(RedisServerTests.Name)]
public sealed class DirectoryEditorOnRedisTests(RedisServerFixture redis) : DirectoryEditorContract
{
    protected override ValueTask<IDatabase> OpenAsync() => redis.OpenAsync();
}

public sealed class DirectoryEditorOnGarnetTests(GarnetFixture garnet) : DirectoryEditorContract, IClassFixture<GarnetFixture>
{
    protected override ValueTask<IDatabase> OpenAsync() => ValueTask.FromResult(garnet.Database);
}
