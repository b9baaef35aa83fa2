using StackExchange.Redis;
using TrailWatch.Evaluation;
using TrailWatch.Identities;
using TrailWatch.Tests.Stores;
using Xunit;

namespace TrailWatch.Tests.Evaluation;

/// <summary>A table that is swapped under an evaluation is seen whole, the old one or the new one.</summary>
public abstract class SwapTests
{
    private const int Identities = 100_000;
    private const int Swaps = 3;

    /// <summary>At both ends of the table, and of the chunks in which it travels.</summary>
    private static readonly int[] Watched = [0, 1, 999, 1000, 1001, 49_999, 50_000, 98_999, 99_000, Identities - 1];

    protected abstract ValueTask<IDatabase> OpenAsync();

    [Fact]
    public async Task No_evaluation_sees_half_of_a_hundred_thousand_identities()
    {
        var store = new TestStore(await OpenAsync());
        await using var writer = new House(store);
        await using var reader = new House(store);
        await writer.PutIdentitiesAsync(Table(enabled: true));
        Assert.True(await reader.Directory.RefreshAsync(TestContext.Current.CancellationToken));
        using var stop = new CancellationTokenSource();

        // Two writers out of step: else each swap would wait until the one before has long been read.
        var swapping = SwapBothAsync();
        var refreshing = Task.Run(
            async () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    Assert.True(await reader.Directory.RefreshAsync(CancellationToken.None));
                }
            },
            TestContext.Current.CancellationToken);

        while (!stop.IsCancellationRequested)
        {
            var result = await reader.RunAsync(EvaluationMode.DryRun, Watched.Select(i => Some.Event(Some.Morning, user: $"user-{i}")));
            var disabled = result.Findings.Count(f => f.Detection == "disabled-account-activity");
            Assert.True(disabled is 0 || disabled == Watched.Length, $"{disabled} of {Watched.Length} were disabled.");
            Assert.Empty(result.SkippedDetections);
            Assert.DoesNotContain(result.Findings, f => f.Detection == "activity-from-unapproved-account");
        }

        await Task.WhenAll(swapping, refreshing);
        await writer.PutIdentitiesAsync(Table(enabled: false));
        Assert.True(await reader.Directory.RefreshAsync(TestContext.Current.CancellationToken));
        var after = await reader.RunAsync(EvaluationMode.DryRun, Watched.Select(i => Some.Event(Some.Morning, user: $"user-{i}")));
        Assert.Equal(Watched.Length, after.Findings.Count);

        async Task SwapBothAsync()
        {
            await Task.WhenAll(SwapAsync(enabled: false), SwapAsync(enabled: true));
            await stop.CancelAsync();
        }

        Task SwapAsync(bool enabled) => Task.Run(async () =>
        {
            for (var i = 0; i < Swaps; i++)
            {
                await writer.PutIdentitiesAsync(Table(enabled));
            }
        });
    }

    private static Identity[] Table(bool enabled) =>
        [.. Enumerable.Range(0, Identities).Select(i => new Identity { Names = [$"user-{i}"], Enabled = enabled })];
}

[Collection(RedisServerTests.Name)]
public sealed class SwapOnRedisTests(RedisServerFixture redis) : SwapTests
{
    protected override ValueTask<IDatabase> OpenAsync() => redis.OpenAsync();
}

public sealed class SwapOnGarnetTests(GarnetFixture garnet) : SwapTests, IClassFixture<GarnetFixture>
{
    protected override ValueTask<IDatabase> OpenAsync() => ValueTask.FromResult(garnet.Database);
}
