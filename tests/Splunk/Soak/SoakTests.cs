using TrailWatch.Tests.Stores;
using Xunit;

namespace TrailWatch.Tests.Splunk.Soak;

/// <summary>A short soak; the long one is <c>dotnet run -c Release --project bench -- delivery</c>.</summary>
public sealed class SoakTests
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Whatever_fails_on_Redis_every_finding_is_indexed_and_duplicates_say_so()
    {
        Assert.SkipUnless(
            RedisServer.FindProgram() is not null || Environment.GetEnvironmentVariable("TRAILWATCH_REQUIRE_REDIS") == "1", "redis-server is not installed.");
        Check(await Soaking.RunAsync(new SoakPlan(Length, Kills: 3, RedisRestarts: 1, Seed: 1), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task C47_Whatever_fails_on_the_embedded_store_every_finding_is_indexed_and_duplicates_say_so() =>
        Check(await Soaking.RunAsync(new SoakPlan(Length, Kills: 3, RedisRestarts: null, Seed: 2), TestContext.Current.CancellationToken));

    private static void Check(SoakResult result)
    {
        TestContext.Current.TestOutputHelper!.WriteLine($"{result} {string.Join(", ", result.Failures.Select(f => $"{f.Key}: {f.Value}"))}");
        Assert.Empty(result.Missing);
        Assert.True(result.Unmarked.Count == 0, string.Join('\n', result.Unmarked));
        Assert.Equal((0, 0), (result.Unexplained, result.Left));

        // Else nothing was tried.
        Assert.True(result.Answered > 100 && result.Marked > 0 && result.Repeats > 0 && result.Dead > 0, $"{result}");
        Assert.True(result.HasTriedAll, string.Join(", ", result.Failures.Keys));
    }
}
