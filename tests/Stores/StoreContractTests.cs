using StackExchange.Redis;
using TrailWatch.Hosting;
using Xunit;

namespace TrailWatch.Tests.Stores;

/// <summary>What the rest of the service may count on, whichever store it has.</summary>
public sealed class StoreContractTests
{
    [Theory, InlineData(StoreMode.Embedded), InlineData(StoreMode.Redis)]
    public async Task Answers_a_ping_and_commits(StoreMode mode)
    {
        await using var opened = await StoreUnderTest.OpenAsync(mode);
        Assert.True(await opened.Store.PingAsync(TestContext.Current.CancellationToken));
        await opened.Store.CommitAsync(TestContext.Current.CancellationToken);
        Assert.Equal("tw:", opened.Store.KeyPrefix);
    }

    [Theory, InlineData(StoreMode.Embedded), InlineData(StoreMode.Redis)]
    public async Task Keeps_every_byte_of_a_member(StoreMode mode)
    {
        await using var opened = await StoreUnderTest.OpenAsync(mode);
        var bytes = Enumerable.Range(0, 256).Select(i => (byte)i).ToArray();
        await opened.Store.Database.SetAddAsync("tw:{a}:ids", bytes);
        var script = await opened.Store.Database.ScriptEvaluateAsync(
            "return redis.call('SISMEMBER', KEYS[1], ARGV[1])", ["tw:{a}:ids"], [bytes]);
        Assert.Equal(1, (int)script);
        Assert.Equal(bytes, (byte[]?)Assert.Single(await opened.Store.Database.SetMembersAsync("tw:{a}:ids")));
    }

    [Theory, InlineData(StoreMode.Embedded), InlineData(StoreMode.Redis)]
    public async Task Writes_numbers_from_a_script_without_losing_digits(StoreMode mode)
    {
        await using var opened = await StoreUnderTest.OpenAsync(mode);
        var answer = await opened.Store.Database.ScriptEvaluateAsync(
            "return {string.format('%.17g', tonumber(ARGV[1]) / 3), string.format('%.0f', tonumber(ARGV[2]))}", [], ["1", "1772000000123456"]);
        Assert.Equal(["0.33333333333333331", "1772000000123456"], (string[])answer!);
    }

    [Theory, InlineData(StoreMode.Embedded), InlineData(StoreMode.Redis)]
    public async Task Runs_scripts_that_read_and_write_one_after_the_other(StoreMode mode)
    {
        const string addOne = "local n = tonumber(redis.call('GET', KEYS[1]) or '0') redis.call('SET', KEYS[1], string.format('%.0f', n + 1)) return n";
        await using var opened = await StoreUnderTest.OpenAsync(mode);
        var database = opened.Store.Database;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 100; i++)
            {
                await database.ScriptEvaluateAsync(addOne, ["tw:{n}"]);
            }
        })));
        Assert.Equal(800, (int)await database.StringGetAsync("tw:{n}"));
    }

    [Theory, InlineData(StoreMode.Embedded), InlineData(StoreMode.Redis)]
    public async Task Says_NOSCRIPT_for_a_script_it_has_not_seen(StoreMode mode)
    {
        await using var opened = await StoreUnderTest.OpenAsync(mode);
        var unknown = new byte[20];
        var fault = await Assert.ThrowsAsync<RedisServerException>(() => opened.Store.Database.ScriptEvaluateAsync(unknown));
        Assert.StartsWith("NOSCRIPT", fault.Message, StringComparison.Ordinal);
    }

    [Theory, InlineData(StoreMode.Embedded), InlineData(StoreMode.Redis)]
    public async Task Lists_keys_by_prefix(StoreMode mode)
    {
        await using var opened = await StoreUnderTest.OpenAsync(mode);
        await Task.WhenAll(Enumerable.Range(0, 300).Select(i => opened.Store.Database.StringSetAsync($"tw:{{{i}}}:x", 1)));
        await opened.Store.Database.StringSetAsync("other", 1);
        var server = opened.Store.Database.Multiplexer.GetServers().Single();
        var keys = await server.KeysAsync(pattern: "tw:*", pageSize: 50).CountAsync(TestContext.Current.CancellationToken);
        Assert.Equal(300, keys);
    }
}
