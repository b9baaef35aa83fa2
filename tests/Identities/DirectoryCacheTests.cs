using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using StackExchange.Redis;
using TrailWatch.Identities;
using TrailWatch.Tests.Stores;
using Xunit;
using static TrailWatch.Tests.Identities.Entries;

namespace TrailWatch.Tests.Identities;

[Collection(RedisServerTests.Name)]
public sealed class DirectoryCacheTests(RedisServerFixture redis)
{
    private readonly FakeTimeProvider _time = new();
    private readonly string _prefix = RedisServerFixture.NewPrefix();

    private DirectoryCache Cache(IdentityStore store) => new(store, _time, NullLogger<DirectoryCache>.Instance);

    [Fact]
    public async Task The_start_waits_for_the_directory_and_the_clock_brings_another_replica_s_change()
    {
        var store = new IdentityStore(await redis.OpenAsync(), _prefix);
        await store.Identities.ReplaceAsync([Person("alice")], null, TestContext.Current.CancellationToken);
        using var cache = Cache(store);
        Assert.False(cache.Loaded);

        await cache.StartAsync(TestContext.Current.CancellationToken);
        Assert.True(cache.Loaded);
        Assert.True(cache.Current.Match(User("alice"), At).IsIdentity);
        var before = cache.Current;

        await store.ServiceAccounts.ReplaceAsync([Account("bot")], null, TestContext.Current.CancellationToken);
        Assert.Same(before, cache.Current);
        await UntilAsync(() => cache.Current.ServiceAccounts == 1);
        Assert.Equal(1, cache.Current.Identities);
        await cache.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_refresh_takes_over_at_once_and_keeps_the_snapshot_while_nothing_changes()
    {
        var store = new IdentityStore(await redis.OpenAsync(), _prefix);
        using var cache = Cache(store);
        await store.Identities.ReplaceAsync([Person("alice")], null, TestContext.Current.CancellationToken);
        Assert.True(await cache.RefreshAsync(TestContext.Current.CancellationToken));
        var first = cache.Current;
        Assert.True(await cache.RefreshAsync(TestContext.Current.CancellationToken));
        Assert.Same(first, cache.Current);
    }

    [Fact]
    public async Task The_last_directory_stays_while_the_store_is_away()
    {
        await using var own = await RedisServer.StartAsync();
        await using var connection = await ConnectionMultiplexer.ConnectAsync(own.ConnectionString + ",syncTimeout=500,asyncTimeout=500");
        var store = new IdentityStore(connection.GetDatabase(), _prefix);
        await store.Identities.ReplaceAsync([Person("alice")], null, TestContext.Current.CancellationToken);
        using var cache = Cache(store);
        await cache.RefreshAsync(TestContext.Current.CancellationToken);
        await own.DisposeAsync();

        Assert.False(await cache.RefreshAsync(TestContext.Current.CancellationToken));
        Assert.True(cache.Current.Match(User("alice"), At).IsIdentity);
        Assert.True(cache.Loaded);
    }

    [Fact]
    public async Task A_start_without_a_store_is_not_loaded()
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync(
            "127.0.0.1:1,abortConnect=false,connectTimeout=200,syncTimeout=200,asyncTimeout=200");
        using var cache = Cache(new IdentityStore(connection.GetDatabase(), _prefix));
        await cache.StartAsync(TestContext.Current.CancellationToken);
        Assert.False(cache.Loaded);
        Assert.True(cache.Current.Empty);
        await cache.StopAsync(TestContext.Current.CancellationToken);
    }

    private async Task UntilAsync(Func<bool> happened)
    {
        for (var i = 0; i < 200 && !happened(); i++)
        {
            _time.Advance(DirectoryCache.Interval);
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        Assert.True(happened());
    }
}
