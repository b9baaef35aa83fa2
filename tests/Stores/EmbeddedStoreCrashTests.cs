using System.Diagnostics;
using System.Globalization;
using TrailWatch.Hosting;
using Xunit;

namespace TrailWatch.Tests.Stores;

/// <summary>A child process, this very assembly, writes and commits until it is killed; then its files are opened here.</summary>
public sealed class EmbeddedStoreCrashTests
{
    private const string DirectoryVariable = "TRAILWATCH_TEST_CHILD_STORE";
    private const string WriteRound = "redis.call('HSET', KEYS[1], ARGV[1], '1') redis.call('ZADD', KEYS[2], ARGV[1], ARGV[1]) return 1";

    [Fact]
    public async Task What_was_committed_survives_a_kill()
    {
        using var directory = new ScratchDirectory();
        using var child = StartChild(directory.Path);
        var rounds = await RoundsOnceAsync(directory.Path, 40, child);
        child.Kill();
        await child.WaitForExitAsync(TestContext.Current.CancellationToken);

        rounds = int.Max(rounds, Rounds(directory.Path));
        await AssertHasAsync(directory.Path, rounds);
    }

    /// <summary>By itself a short run that ends well; as the child, a run without end.</summary>
    [Fact]
    public async Task What_was_committed_is_there_after_a_good_end()
    {
        if (Environment.GetEnvironmentVariable(DirectoryVariable) is { } given)
        {
            await WriteAsync(given, int.MaxValue);
        }

        using var directory = new ScratchDirectory();
        await WriteAsync(directory.Path, 20);
        await AssertHasAsync(directory.Path, 20);
    }

    private static async Task WriteAsync(string path, int rounds)
    {
        await using var store = StoreUnderTest.Embedded(path);
        await store.OpenAsync(CancellationToken.None);
        for (var round = 1; round <= rounds; round++)
        {
            await WriteRoundAsync(store, round);
            await store.CommitAsync();
            await File.WriteAllTextAsync(ProgressFile(path) + ".new", round.ToString(CultureInfo.InvariantCulture));
            File.Move(ProgressFile(path) + ".new", ProgressFile(path), overwrite: true);
        }
    }

    private static Task WriteRoundAsync(EmbeddedStore store, int round) => Task.WhenAll(
        store.Database.StringSetAsync($"s{round}", round),
        store.Database.SetAddAsync("set", [.. Enumerable.Range(0, 50).Select(i => (StackExchange.Redis.RedisValue)$"{round}:{i}")]),
        store.Database.ScriptEvaluateAsync(WriteRound, ["{k}h", "{k}z"], [round]));

    private static async Task AssertHasAsync(string path, int rounds)
    {
        await using var store = StoreUnderTest.Embedded(path);
        await store.OpenAsync(CancellationToken.None);
        Assert.InRange(await store.Database.SetLengthAsync("set"), rounds * 50, (rounds + 1) * 50);
        Assert.InRange(await store.Database.SortedSetLengthAsync("{k}z"), rounds, rounds + 1);
        for (var round = 1; round <= rounds; round++)
        {
            Assert.Equal(round, (int)await store.Database.StringGetAsync($"s{round}"));
            Assert.True(await store.Database.HashExistsAsync("{k}h", round));
        }
    }

    private static Process StartChild(string path)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        start.ArgumentList.Add(typeof(EmbeddedStoreCrashTests).Assembly.Location);
        start.ArgumentList.Add("-method");
        start.ArgumentList.Add($"*.{nameof(EmbeddedStoreCrashTests)}.{nameof(What_was_committed_is_there_after_a_good_end)}");
        start.Environment[DirectoryVariable] = path;

        // Its socket is left behind when it is killed, and goes with the directory.
        start.Environment["TMPDIR"] = path;
        return Process.Start(start)!;
    }

    private static async Task<int> RoundsOnceAsync(string path, int least, Process child)
    {
        var patience = Stopwatch.StartNew();
        while (Rounds(path) < least)
        {
            Assert.False(child.HasExited, "The child ended by itself.");
            Assert.True(patience.Elapsed < TimeSpan.FromSeconds(60), "The child made no progress.");
            await Task.Delay(20);
        }

        return Rounds(path);
    }

    private static int Rounds(string path) =>
        File.Exists(ProgressFile(path)) ? int.Parse(File.ReadAllText(ProgressFile(path)), CultureInfo.InvariantCulture) : 0;

    private static string ProgressFile(string path) => Path.Combine(path, "progress");
}
