using CsCheck;
using StackExchange.Redis;
using TrailWatch.CloudTrail;
using TrailWatch.Findings;
using TrailWatch.Identities;
using TrailWatch.Memory;
using TrailWatch.Tests.Evaluation;
using TrailWatch.Tests.Stores;
using Xunit;

namespace TrailWatch.Tests.Laws;

/// <summary>The laws of the product, over generated streams, on whatever store a subclass brings.</summary>
public abstract partial class LawTests
{
    /// <summary>Streams of each law; <c>TRAILWATCH_LAW_CASES</c> asks for more, to look for what is rare.</summary>
    private static readonly int Cases = int.Parse(Environment.GetEnvironmentVariable("TRAILWATCH_LAW_CASES") ?? "15", System.Globalization.CultureInfo.InvariantCulture);


    /// <summary>Settings under which small streams make every detection fire, in either profile.</summary>
    private static readonly (string, string)[] Sensitive =
    [
        ("Detections:ExcessiveSecurityScanning:Threshold", "6"),
        ("Detections:ApiActivitySpike:MinimumPoints", "2"),
        ("Detections:ApiActivitySpike:MinimumExcess", "3"),
        ("Detections:SecurityGroupActivitySpike:MinimumPoints", "1"),
        ("Detections:SecurityGroupActivitySpike:MinimumExcess", "1"),
        ("Detections:NewApiCallFromRole:LearningDays", "1"),
    ];

    private static readonly (string, string) LearnsAtOnce = ("Detections:NewApiCallFromRole:LearningDays", "0");

    private static readonly Identity[] Directory =
    [
        new() { Names = ["bob"], Enabled = false },
        new() { Names = ["nobody"], EndDate = Some.Morning },
    ];

    protected abstract ValueTask<IDatabase> OpenAsync();

    [Theory, InlineData("hardened"), InlineData("escu-2018")]
    public async Task Law_1_sending_the_same_events_again_changes_nothing(string profile)
    {
        var db = await OpenAsync();
        await EventStreams.InOrder(1, 120).SampleAsync(
            async stream =>
            {
                await using var house = await HouseAsync(db, profile);
                var first = await house.EvaluateAsync(stream);
                var state = await StoreDump.OfAsync(house.Store);
                var again = await house.EvaluateAsync(stream);

                SameFindings(Show(first.Findings), Show(again.Findings));
                Same(state, await StoreDump.OfAsync(house.Store));
                Assert.Equal(0, again.Evaluated);
                Assert.Equal(again.Received, again.Duplicates + again.Late);
            },
            iter: Cases, threads: 1);
    }

    [Theory, InlineData("hardened"), InlineData("escu-2018")]
    public async Task Law_2_any_split_gives_the_same_findings_and_state(string profile)
    {
        var db = await OpenAsync();
        await Gen.Select(EventStreams.InOrder(1, 100), Gen.Int[1, 9]).SampleAsync(
            async (stream, size) =>
            {
                var whole = await RunAsync(db, profile, [stream]);
                var parts = await RunAsync(db, profile, stream.Chunk(size));
                SameFindings(whole.Findings, parts.Findings);
                Same(whole.State, parts.State);
            },
            iter: Cases, threads: 1);
    }

    [Theory, InlineData("hardened"), InlineData("escu-2018")]
    public async Task Law_3_any_order_within_the_lateness_gives_the_same_state(string profile)
    {
        var db = await OpenAsync();
        await Gen.Select(EventStreams.InOrder(1, 100), Gen.Int[0, 120].Array[100], Gen.Int[1, 9]).SampleAsync(
            async (stream, delays, size) =>
            {
                var shuffled = stream.Zip(delays).OrderBy(e => e.First.Time + (e.Second * Clock.MinuteMs)).Select(e => e.First);
                var ordered = await RunAsync(db, profile, [stream]);
                var late = await RunAsync(db, profile, shuffled.Chunk(size));
                Same(ordered.State, late.State);
            },
            iter: Cases, threads: 1);
    }

    /// <summary>
    /// Exact but for one edge, which the streams leave out: an event that is new or waking may be answered before a replica
    /// brings an earlier event of the same hour that ends, just within the limit, the silence or the learning before it.
    /// </summary>
    [Theory, InlineData("hardened"), InlineData("escu-2018")]
    public async Task Law_4_replicas_at_work_at_once_give_what_one_gives(string profile)
    {
        var db = await OpenAsync();
        await Gen.Select(EventStreams.InOrder(1, 100, EventStreams.FarBeyond), Gen.Int[0, 2].Array[100]).SampleAsync(
            async (stream, owners) =>
            {
                var one = await RunAsync(db, profile, [stream], LearnsAtOnce);

                var store = new TestStore(db);
                await using var a = await HouseAsync(store, profile, LearnsAtOnce);
                await using var b = House(store, profile, LearnsAtOnce);
                await using var c = House(store, profile, LearnsAtOnce);
                House[] replicas = [a, b, c];
                Assert.True(await b.Directory.RefreshAsync() && await c.Directory.RefreshAsync());

                // What is under way at once lies within one clock hour; the hours follow one another.
                foreach (var hour in stream.Zip(owners).ChunkBy(e => Clock.HourOf(e.First.Time)))
                {
                    await Task.WhenAll(hour.GroupBy(e => e.Second).Select(part => replicas[part.Key].EvaluateAsync(part.Select(e => e.First))));
                }

                SameFindings(one.Findings, Show(await a.AllFindingsAsync()));
                Same(one.State, await StateAsync(a));
            },
            iter: Cases, threads: 1);
    }

    private static async Task<House> HouseAsync(IDatabase db, string profile) => await HouseAsync(new TestStore(db), profile);

    private static House House(IStore store, string profile, params (string, string)[] more) =>
        new(store, [.. Sensitive, ("Detections:Profile", profile), .. more]);

    private static async Task<House> HouseAsync(IStore store, string profile, params (string, string)[] more)
    {
        var house = House(store, profile, more);
        await house.PutIdentitiesAsync(Directory);
        return house;
    }

    private static async Task<(IReadOnlyList<string> Findings, SortedDictionary<string, string> State)> RunAsync(
        IDatabase db, string profile, IEnumerable<CloudTrailEvent[]> batches, params (string, string)[] more)
    {
        await using var house = await HouseAsync(new TestStore(db), profile, more);
        foreach (var batch in batches)
        {
            await house.EvaluateAsync(batch);
        }

        return (Show(await house.AllFindingsAsync()), await StateAsync(house));
    }

    /// <summary>What is remembered; findings are compared by themselves, since revisions count the batches.</summary>
    private static async Task<SortedDictionary<string, string>> StateAsync(House house)
    {
        var state = await StoreDump.OfAsync(house.Store);
        foreach (var key in state.Keys.Where(k => k.StartsWith("{f", StringComparison.Ordinal)).ToList())
        {
            state.Remove(key);
        }

        return state;
    }

    private static void SameFindings(IReadOnlyList<string> expected, IReadOnlyList<string> actual)
    {
        if (!expected.SequenceEqual(actual))
        {
            Assert.Fail($"missing:\n{string.Join('\n', expected.Except(actual))}\ntoo many:\n{string.Join('\n', actual.Except(expected))}");
        }
    }

    private static void Same(SortedDictionary<string, string> expected, SortedDictionary<string, string> actual)
    {
        if (StoreDump.Difference(expected, actual) is { Length: > 0 } difference)
        {
            Assert.Fail(difference);
        }
    }

    private static IReadOnlyList<string> Show(IEnumerable<Finding> findings) =>
    [
        .. findings.Select(f => System.Text.Json.JsonSerializer.Serialize(
            f with { Revision = 0, Throttled = false }, FindingsJsonContext.Default.Finding)).Order(StringComparer.Ordinal),
    ];
}
