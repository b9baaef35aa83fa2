using CsCheck;
using StackExchange.Redis;
using TrailWatch.CloudTrail;
using TrailWatch.Memory;
using TrailWatch.Memory.Log;
using TrailWatch.Memory.Subjects;
using TrailWatch.Tests.Detections;
using TrailWatch.Tests.Evaluation;
using TrailWatch.Tests.Laws;
using TrailWatch.Tests.Stores;
using Xunit;

namespace TrailWatch.Tests.Memory.Log;

/// <summary>A subject's log in the store: what it comes to, and that it stays short.</summary>
public abstract class MemoryLogTests
{
    protected abstract ValueTask<IDatabase> OpenAsync();

    [Fact]
    public async Task A_snapshot_says_what_the_blocks_before_it_came_to()
    {
        var db = await OpenAsync();
        await Gen.Select(EventStreams.InOrder(1, 120), Gen.Int[1, 30]).SampleAsync(
            async (stream, size) =>
            {
                await using var house = new House(new TestStore(db));
                foreach (var batch in stream.Chunk(size))
                {
                    await house.EvaluateAsync(batch);
                }

                foreach (var subject in stream.Select(e => ActorResolver.Resolve(e, ActorGranularity.Role, out _)!.Key).Distinct())
                {
                    var state = await SubjectDump.ReadAsync(house.Store, subject);
                    Assert.Equal(SubjectDump.Lines(state).Order(StringComparer.Ordinal), SubjectDump.Lines(Again(state)).Order(StringComparer.Ordinal));
                }
            },
            iter: 15, threads: 1);
    }

    [Fact]
    public async Task What_is_sent_again_while_its_hour_is_open_leaves_the_log_as_it_is()
    {
        await using var house = new House(new TestStore(await OpenAsync()));
        await house.EvaluateAsync(Batch(0));
        var before = await LogAsync(house);
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(Batch(0).Length, (await house.EvaluateAsync(Batch(0))).Duplicates);
        }

        Assert.Equal(before, await LogAsync(house));
    }

    [Fact]
    public async Task What_is_sent_again_for_ever_does_not_make_the_log_longer_for_ever()
    {
        await using var house = new House(new TestStore(await OpenAsync()));
        await house.EvaluateAsync([.. Batch(0), .. Batch(60)]);

        // With this the first hour goes, so what is sent again of it is news to the log.
        await house.EvaluateAsync(Batch(61));
        var before = (await LogAsync(house)).Length;
        await house.EvaluateAsync(Batch(0));
        Assert.Equal(before + 1, (await LogAsync(house)).Length);
        var longest = 0L;
        for (var i = 0; i < 200; i++)
        {
            Assert.Equal(Batch(0).Length, (await house.EvaluateAsync(Batch(0))).Late);
            longest = Math.Max(longest, (await LogAsync(house)).Sum(e => e.Length()));
        }

        Assert.InRange(longest, 1, 8_000);
    }

    [Fact]
    public async Task A_log_whose_old_part_has_not_gone_yet_is_read_from_its_last_snapshot_on()
    {
        var db = await OpenAsync();
        await using var calm = new House(new TestStore(db));
        await using var shaken = new House(new TestStore(db));
        foreach (var house in new[] { calm, shaken })
        {
            await house.EvaluateAsync(Batch(0));
        }

        // The new log was appended, and the process ended before the old one was cut off.
        var key = new SubjectKeys(shaken.Store.KeyPrefix, Some.Alice).Memory;
        using var bytes = new LogWriter();
        Snapshot.Write(bytes, await SubjectDump.ReadAsync(shaken.Store, Some.Alice));
        bytes.End();
        await db.ListRightPushAsync(key, bytes.Written(0));

        foreach (var house in new[] { calm, shaken })
        {
            await house.EvaluateAsync(Batch(1));
        }

        Assert.Empty(StoreDump.Difference(await StoreDump.OfAsync(calm.Store), await StoreDump.OfAsync(shaken.Store)));
    }

    [Fact]
    public async Task States_that_do_not_fit_are_read_again_and_nothing_is_forgotten()
    {
        var db = await OpenAsync();
        await using var roomy = new House(new TestStore(db));
        await using var narrow = new House(new TestStore(db), [("Memory:CacheMegabytes", "1")]);
        foreach (var house in new[] { roomy, narrow })
        {
            for (var hour = 0; hour < 4; hour++)
            {
                await house.EvaluateAsync(Enumerable.Range(0, 600).Select(i => Some.Event(
                    Some.Morning.AddHours(hour).AddSeconds(i), "RunInstances", user: $"user{i % 300}", id: new Guid(hour, 1, (short)i, 1, 2, 3, 4, 5, 6, 7, 8).ToString())));
            }
        }

        Assert.Empty(StoreDump.Difference(await StoreDump.OfAsync(roomy.Store), await StoreDump.OfAsync(narrow.Store)));
    }

    [Theory, InlineData(SubjectState.MostKeys, true), InlineData(SubjectState.MostKeys + 1, false)]
    public async Task The_runs_of_the_access_keys_used_last_are_kept(int keys, bool hasFirst)
    {
        await using var house = new House(new TestStore(await OpenAsync()));
        await house.EvaluateAsync(Enumerable.Range(0, keys).Select(i => Some.Event(Some.Morning.AddSeconds(i)).WithKey($"AKIA{i:d4}")));
        var state = await SubjectDump.ReadAsync(house.Store, Some.Alice);
        Assert.Equal(SubjectState.MostKeys, state.KeyRuns.Count);
        Assert.Equal(hasFirst, state.KeyRuns.ContainsKey("AKIA0000"));
        Assert.Contains($"AKIA{keys - 1:d4}", state.KeyRuns.Keys);
    }

    private static SubjectState Again(SubjectState state)
    {
        using var bytes = new LogWriter();
        Snapshot.Write(bytes, state);
        bytes.End();
        return MemoryLog.Read(state.Subject, bytes.Written(0).Span, 1);
    }

    private static CloudTrailEvent[] Batch(int hour) =>
        [.. Enumerable.Range(0, 5).Select(i => Some.Event(Some.Morning.AddHours(hour).AddSeconds(i), $"Describe{i}", id: new Guid(hour, 1, (short)i, 1, 2, 3, 4, 5, 6, 7, 8).ToString()))];

    private static Task<RedisValue[]> LogAsync(House house) => house.Store.Database.ListRangeAsync(new SubjectKeys(house.Store.KeyPrefix, Some.Alice).Memory);
}

public sealed class MemoryLogsOnTheEmbeddedStore(GarnetFixture garnet) : MemoryLogTests, IClassFixture<GarnetFixture>
{
    protected override ValueTask<IDatabase> OpenAsync() => ValueTask.FromResult(garnet.Database);
}

[Collection(RedisServerTests.Name)]
public sealed class MemoryLogsOnRedis(RedisServerFixture redis) : MemoryLogTests
{
    protected override ValueTask<IDatabase> OpenAsync() => redis.OpenAsync();
}
