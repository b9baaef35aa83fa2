using TrailWatch.Hosting;
using Xunit;

namespace TrailWatch.Tests.Stores;

public sealed class EmbeddedStoreTests : IDisposable
{
    private readonly ScratchDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task What_was_written_is_there_after_a_restart()
    {
        await using (var store = await OpenAsync())
        {
            await store.Database.StringSetAsync("s", "1");
            await store.Database.HashSetAsync("h", "f", "2");
            await store.Database.SetAddAsync("set", ["a", "b"]);
            await store.Database.SortedSetAddAsync("z", "m", 1772000000123);
            await store.Database.KeyExpireAsync("z", TimeSpan.FromDays(400));
        }

        await using var again = await OpenAsync();
        Assert.Equal("1", await again.Database.StringGetAsync("s"));
        Assert.Equal("2", await again.Database.HashGetAsync("h", "f"));
        Assert.Equal(2, await again.Database.SetLengthAsync("set"));
        Assert.Equal(1772000000123, await again.Database.SortedSetScoreAsync("z", "m"));
        Assert.InRange((await again.Database.KeyTimeToLiveAsync("z"))!.Value.TotalDays, 399, 400);
    }

    [Fact]
    public async Task A_second_opener_is_refused_with_a_sentence()
    {
        await using var first = await OpenAsync();
        await using var second = StoreUnderTest.Embedded(_directory.Path);
        var refusal = await Assert.ThrowsAsync<StartRefusedException>(() => second.OpenAsync(CancellationToken.None));
        Assert.Contains("another TrailWatch process has it", refusal.Message, StringComparison.Ordinal);
        Assert.True(await first.PingAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_closed_store_leaves_its_directory_to_the_next()
    {
        await (await OpenAsync()).DisposeAsync();
        await (await OpenAsync()).DisposeAsync();
    }

    [Fact]
    public async Task Disposing_twice_does_no_harm()
    {
        var store = await OpenAsync();
        await store.DisposeAsync();
        await store.DisposeAsync();
        Assert.False(await store.PingAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_log_is_cut_when_it_has_grown()
    {
        var value = new byte[100_000];
        var log = new DirectoryInfo(Path.Combine(_directory.Path, "AOF"));
        await using var store = await OpenAsync();
        for (var round = 0; round < 30; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 100).Select(k => store.Database.StringSetAsync($"k{k}", value)));
            await store.CommitAsync(TestContext.Current.CancellationToken);
        }

        for (var patience = 0; Size() > 150_000_000; patience++)
        {
            Assert.True(patience < 300, "300 MB were written, and the log keeps more than half of it.");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        long Size() => log.EnumerateFiles().Sum(f => f.Exists ? f.Length : 0);
    }

    private async Task<EmbeddedStore> OpenAsync()
    {
        var store = StoreUnderTest.Embedded(_directory.Path);
        await store.OpenAsync(CancellationToken.None);
        return store;
    }
}
