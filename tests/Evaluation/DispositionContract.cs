using StackExchange.Redis;
using TrailWatch.CloudTrail;
using TrailWatch.Findings;
using TrailWatch.Memory;
using TrailWatch.Memory.Tally;
using TrailWatch.Tests.Stores;
using Xunit;

namespace TrailWatch.Tests.Evaluation;

/// <summary>What an analyst's word does to a baseline, a finding and its trail, on whichever store.</summary>
public abstract partial class DispositionContract
{
    private const string Label = WindowLabel.ApiCalls;
    private static readonly DateTimeOffset At = Some.Morning;
    private static readonly SpikeSettings Settings = new(Label, true, 20, 15, 3);
    private static readonly CloudTrailEvent[] Thirty = [.. Some.Events(At, 30)];
    private static readonly SpikeBaseline Before = new(20, 3, 1);

    protected abstract ValueTask<IDatabase> OpenAsync();

    [Fact]
    public async Task A_benign_hour_counts_whole_when_it_closes()
    {
        await using var house = await SpikingAsync();
        Assert.Equal(Taught.CountsAtClose, await SayAsync(house, Disposition.Benign));
        Assert.Equal(Before, await BaselineAsync(house));
        await house.EvaluateAsync(Closing(2));
        Assert.Equal(Before.Fold(30, Settings, Lesson.Benign), await BaselineAsync(house));
    }

    [Fact]
    public async Task What_comes_after_the_word_counts_too_while_the_hour_is_open()
    {
        await using var house = await SpikingAsync();
        await SayAsync(house, Disposition.Benign);
        await house.EvaluateAsync([.. Some.Events(At.AddMinutes(20), 5), Closing(2)]);
        Assert.Equal(Before.Fold(35, Settings, Lesson.Benign), await BaselineAsync(house));
    }

    [Fact]
    public async Task A_malicious_hour_is_left_out_when_it_closes()
    {
        await using var house = await SpikingAsync();
        Assert.Equal(Taught.LeftOutAtClose, await SayAsync(house, Disposition.Malicious));
        await house.EvaluateAsync(Closing(2));
        Assert.Equal(Before, await BaselineAsync(house));
        Assert.Equal(Taught.AlreadyLeftOut, await SayAsync(house, Disposition.Malicious));
        Assert.Equal(Taught.AlreadyLeftOut, await SayAsync(house, Disposition.Undecided));
        Assert.Equal(Before, await BaselineAsync(house));
    }

    [Theory, InlineData(Disposition.Benign), InlineData(Disposition.Malicious)]
    public async Task A_word_is_taken_back_while_the_hour_is_open(string word)
    {
        await using var house = await SpikingAsync();
        await SayAsync(house, word);
        Assert.Equal(Taught.FoldsAsUsual, await SayAsync(house, Disposition.Undecided));
        await house.EvaluateAsync(Closing(2));
        Assert.Equal(Before.Fold(30, Settings), await BaselineAsync(house));
    }

    [Fact]
    public async Task The_last_word_before_the_close_is_the_one_that_teaches()
    {
        await using var house = await SpikingAsync();
        await SayAsync(house, Disposition.Malicious);
        await SayAsync(house, Disposition.Benign);
        await house.EvaluateAsync(Closing(2));
        Assert.Equal(Before.Fold(30, Settings, Lesson.Benign), await BaselineAsync(house));
        Assert.Equal(Taught.AlreadyCounted, await SayAsync(house, Disposition.Malicious));
        Assert.Equal(Before.Fold(30, Settings, Lesson.Benign), await BaselineAsync(house));
    }

    [Fact]
    public async Task A_benign_hour_that_has_closed_counts_at_once_and_only_once_whatever_is_said_later()
    {
        await using var house = await SpikingAsync();
        await house.EvaluateAsync(Closing(2));
        var closed = Before.Fold(30, Settings);
        Assert.Equal(closed, await BaselineAsync(house));
        Assert.Equal(Taught.TooLate, await SayAsync(house, Disposition.Malicious));
        Assert.Equal(Taught.TooLate, await SayAsync(house, Disposition.Undecided));
        Assert.Equal(closed, await BaselineAsync(house));

        // Folding a count that is no spike is learning it as it is.
        var taught = closed.Fold(30, Settings with { MinimumPoints = 1000 });
        Assert.Equal(Taught.Counted, await SayAsync(house, Disposition.Benign));
        Assert.Equal(taught, await BaselineAsync(house));
        foreach (var word in new[] { Disposition.Benign, Disposition.Malicious, Disposition.Undecided, Disposition.Benign })
        {
            Assert.Equal(Taught.AlreadyCounted, await SayAsync(house, word));
            Assert.Equal(taught, await BaselineAsync(house));
        }
    }

    [Fact]
    public async Task A_malicious_hour_that_turns_out_benign_counts_once()
    {
        await using var house = await SpikingAsync();
        await SayAsync(house, Disposition.Malicious);
        await house.EvaluateAsync(Closing(2));
        Assert.Equal(Taught.Counted, await SayAsync(house, Disposition.Benign));
        Assert.Equal(Taught.AlreadyCounted, await SayAsync(house, Disposition.Benign));
        Assert.Equal(Before.Fold(30, Settings with { MinimumPoints = 1000 }), await BaselineAsync(house));
    }

    [Theory, InlineData(Disposition.Benign, 22), InlineData(Disposition.Malicious, 20), InlineData(Disposition.Undecided, 21)]
    public async Task The_next_hour_is_held_against_what_was_taught_of_an_open_one(string word, int points)
    {
        await using var house = await SpikingAsync();
        await SayAsync(house, word);
        var next = Assert.Single((await house.EvaluateAsync(Some.Events(At.AddHours(1), 200))).Findings, f => f.Detection == "api-activity-spike");
        var expected = Before.Fold(30, Settings, LessonOf(word));
        Assert.Equal((points, expected.Mean, expected.StandardDeviation), ((int)next.Evidence["points"]!, (double)next.Evidence["mean"]!, (double)next.Evidence["standardDeviation"]!));
    }

    [Fact]
    public async Task In_the_original_s_profile_nothing_is_taught()
    {
        await using var house = await SpikingAsync(("Detections:ApiActivitySpike:Profile", "escu-2018"));
        var finding = Assert.Single(await SpikesAsync(house));
        Assert.Equal("escu-2018", finding.Profile);
        Assert.Equal(Taught.Nothing, await SayAsync(house, Disposition.Malicious));
        await house.EvaluateAsync(Closing(2));
        Assert.Equal(Before.Fold(30, Settings with { Hardened = false }), await BaselineAsync(house));
        Assert.Equal(Taught.Nothing, await SayAsync(house, Disposition.Benign));
        Assert.Equal(Before.Fold(30, Settings with { Hardened = false }), await BaselineAsync(house));
    }

    [Fact]
    public async Task A_finding_of_another_detection_keeps_its_disposition_and_teaches_nothing()
    {
        await using var house = new House(new TestStore(await OpenAsync()));
        var finding = Assert.Single((await house.EvaluateAsync(Some.Event(At) with { UserIdentity = Some.Event(At).UserIdentity! with { MfaAuthenticated = false } })).Findings);
        var before = await MemoryAsync(house);
        Assert.Equal(Taught.Nothing, (await house.DecideAsync(finding.Id, Disposition.Benign)).Taught.Outcome);
        Assert.Equal(Disposition.Benign, (await house.Findings.FindAsync(finding.Id))!.Disposition);
        Assert.Empty(StoreDump.Difference(before, await MemoryAsync(house)));
    }

    [Theory, InlineData(Disposition.Benign), InlineData(Disposition.Malicious)]
    public async Task Of_an_actor_that_is_forgotten_nothing_is_made_up(string word)
    {
        await using var house = await SpikingAsync();
        await house.Store.Database.KeyDeleteAsync(StateOf(house));
        Assert.Equal(Taught.Forgotten, await SayAsync(house, word));
        Assert.False(await house.Store.Database.KeyExistsAsync(StateOf(house)));
    }

    /// <summary>Alice has a baseline of 20 hours of 3 calls, and 30 calls this hour.</summary>
    private async Task<House> SpikingAsync(params (string, string)[] settings)
    {
        var house = new House(new TestStore(await OpenAsync()), settings);
        await house.Baselines.SeedSpikesAsync(Label, [new(Some.Alice, null, 20, 3, 1)], ActorGranularity.Role);
        await house.EvaluateAsync(Thirty);
        return house;
    }

    /// <summary>Its time closes the hour that lies so many hours before, and is no API call itself.</summary>
    private static CloudTrailEvent Closing(int hours) => Some.Event(At.AddHours(hours + 1), "ConsoleLogin", id: $"closing-{hours}") with { EventType = "AwsConsoleSignIn" };

    private static async Task<IReadOnlyList<Finding>> SpikesAsync(House house) =>
        [.. (await house.AllFindingsAsync()).Where(f => f.Detection == "api-activity-spike").OrderBy(f => f.FirstTime)];

    private static async Task<Taught> SayAsync(House house, string word, string by = "alice") =>
        (await house.DecideAsync((await SpikesAsync(house))[0].Id, word, by)).Taught.Outcome;

    private static Lesson LessonOf(string word) => word switch
    {
        Disposition.Benign => Lesson.Benign,
        Disposition.Malicious => Lesson.Malicious,
        _ => Lesson.None,
    };

    private static RedisKey StateOf(House house) => new SubjectKeys(house.Store.KeyPrefix, Some.Alice).Memory;

    private static Task<SpikeBaseline> BaselineAsync(House house) => SubjectDump.BaselineAsync(house.Store, Some.Alice, Label);

    /// <summary>All but the findings.</summary>
    private static async Task<SortedDictionary<string, string>> MemoryAsync(House house)
    {
        var dump = await StoreDump.OfAsync(house.Store);
        return new(dump.Where(e => !e.Key.StartsWith("{f", StringComparison.Ordinal)).ToDictionary(), StringComparer.Ordinal);
    }
}

public sealed class DispositionsOnTheEmbeddedStore(GarnetFixture garnet) : DispositionContract, IClassFixture<GarnetFixture>
{
    protected override ValueTask<IDatabase> OpenAsync() => ValueTask.FromResult(garnet.Database);
}

[Collection(RedisServerTests.Name)]
public sealed class DispositionsOnRedis(RedisServerFixture redis) : DispositionContract
{
    protected override ValueTask<IDatabase> OpenAsync() => redis.OpenAsync();
}
