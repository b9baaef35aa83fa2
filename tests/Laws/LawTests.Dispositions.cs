using CsCheck;
using TrailWatch.Detections;
using TrailWatch.Evaluation;
using TrailWatch.Findings;
using TrailWatch.Memory;
using TrailWatch.Memory.Tally;
using TrailWatch.Tests.Evaluation;
using TrailWatch.Tests.Stores;
using Xunit;

namespace TrailWatch.Tests.Laws;

/// <summary>The laws while analysts say of findings what they are. Each stream comes in stretches; after each somebody says something.</summary>
public abstract partial class LawTests
{
    private const int Stretches = 8;
    private static readonly Gen<(int Which, int What)[]> Words = Gen.Select(Gen.Int[0, 1000], Gen.Int[0, 2], (which, what) => (which, what)).Array[Stretches];

    [Theory, InlineData("hardened"), InlineData("escu-2018")]
    public async Task With_dispositions_in_play_laws_1_and_2_hold(string profile)
    {
        var db = await OpenAsync();
        var taught = 0;
        await Gen.Select(EventStreams.InOrder(20, 120), Gen.Int[1, 9], Words).SampleAsync(
            async (stream, size, words) =>
            {
                await using var whole = await HouseAsync(db, profile);
                await using var parts = await HouseAsync(db, profile);
                foreach (var (stretch, word) in stream.Chunk((stream.Length / Stretches) + 1).Zip(words))
                {
                    await whole.EvaluateAsync(stretch);
                    foreach (var part in stretch.Chunk(size))
                    {
                        await parts.EvaluateAsync(part);
                    }

                    var first = await SayAsync(whole, word);
                    Assert.Equal(first, await SayAsync(parts, word));
                    await SayAsync(parts, word);
                    Interlocked.Add(ref taught, first is null or Taught.Nothing ? 0 : 1);
                }

                SameFindings(Show(await whole.AllFindingsAsync()), Show(await parts.AllFindingsAsync()));
                var state = await StateAsync(whole);
                Same(state, await StateAsync(parts));
                Assert.Equal(0, (await whole.EvaluateAsync(stream)).Evaluated);
                Same(state, await StateAsync(whole));
            },
            iter: Cases, threads: 1);
        Assert.Equal(profile == "hardened", taught > 0);
    }

    [Fact]
    public async Task With_dispositions_in_play_a_naive_reading_finds_the_same_and_learns_the_same()
    {
        var db = await OpenAsync();
        var outcomes = new HashSet<Taught>();
        await Gen.Select(EventStreams.InOrder(20, 150), Gen.Int[1, 40], Words).SampleAsync(
            async (stream, size, words) =>
            {
                await using var house = await HouseAsync(db, "hardened");
                var oracle = new TaughtOracle();
                foreach (var (stretch, word) in stream.Chunk((stream.Length / Stretches) + 1).Zip(words))
                {
                    foreach (var batch in stretch.Chunk(size))
                    {
                        await house.EvaluateAsync(batch);
                        oracle.See(batch);
                    }

                    if (Pick(await SpikesAsync(house), word) is { } finding)
                    {
                        var disposition = Disposition.All[word.What];
                        var outcome = (await house.DecideAsync(finding.Id, disposition)).Taught.Outcome;
                        Assert.Equal(oracle.Say(finding, disposition), outcome);
                        outcomes.Add(outcome);
                    }
                }

                Assert.Equal(
                    oracle.Found.Select(f => $"{f.Key} {f.Value}").Order(StringComparer.Ordinal),
                    (await SpikesAsync(house)).Select(f => $"{(f.Detection, f.Actor.Key, Clock.HourOf(new DateTimeOffset(f.Window.Start).ToUnixTimeMilliseconds()))} {f.Count}").Order(StringComparer.Ordinal));
                foreach (var (detection, actor, points, mean, deviation) in oracle.Baselines)
                {
                    var label = ((ISpikeDetection)house.Detections.Current.Of(detection)!.Detection).Settings.Label;
                    var stored = await SubjectDump.BaselineAsync(house.Store, actor, label);
                    Assert.Equal((points, mean, deviation), (stored.Points ?? 0, stored.Mean, stored.StandardDeviation));
                }
            },
            iter: 3 * Cases, threads: 1);
        Assert.Superset(new HashSet<Taught> { Taught.Counted, Taught.CountsAtClose, Taught.LeftOutAtClose }, outcomes);
    }

    /// <summary>Exact for whoever comes before the hour closes, in whatever order with its events and those of other hours.</summary>
    [Fact]
    public async Task While_its_hour_is_open_it_makes_no_difference_when_a_finding_is_decided()
    {
        var db = await OpenAsync();
        var compared = 0;
        await Gen.Select(EventStreams.InOrder(20, 120), Gen.Int[10, 90], Gen.Int[0, 12], Gen.Int[0, 1], Gen.Int[0, 120].Array[120], Gen.Int[1, 9]).SampleAsync(
            async (stream, percent, wait, what, delays, size) =>
            {
                var cut = stream.Length * percent / 100;
                var until = Math.Min(cut + wait, stream.Length);
                await using var sooner = await HouseAsync(db, "hardened");
                await using var later = await HouseAsync(db, "hardened");
                await sooner.EvaluateAsync(stream[..cut]);
                await later.EvaluateAsync(stream[..cut]);
                Finding[] spikes = [.. (await SpikesAsync(sooner)).Take(1)];
                var atOnce = await DecideAllAsync(sooner, spikes, what);
                await sooner.EvaluateAsync(stream[cut..until]);
                await later.EvaluateAsync(stream[cut..until]);
                if (!Waits(atOnce) || !Waits(await DecideAllAsync(later, spikes, what)))
                {
                    return;
                }

                // The rest comes in order to the one, and within the lateness to the other.
                var rest = stream[until..];
                await sooner.EvaluateAsync(rest);
                foreach (var part in rest.Zip(delays).OrderBy(e => e.First.Time + (e.Second * Clock.MinuteMs)).Select(e => e.First).Chunk(size))
                {
                    await later.EvaluateAsync(part);
                }

                Same(await StateAsync(sooner), await StateAsync(later));
                Interlocked.Increment(ref compared);
            },
            iter: 6 * Cases, threads: 1);
        Assert.True(compared > 0, "No case had a spike in an hour that stayed open.");

        static bool Waits(IReadOnlyList<Taught> outcomes) => outcomes.Count > 0 && outcomes.All(o => o is Taught.CountsAtClose or Taught.LeftOutAtClose);
    }

    [Fact]
    public async Task A_dry_run_knows_what_was_taught()
    {
        var db = await OpenAsync();
        await Gen.Select(EventStreams.InOrder(20, 120), Gen.Int[10, 90], Words).SampleAsync(
            async (stream, percent, words) =>
            {
                await using var house = await HouseAsync(db, "hardened");
                var cut = stream.Length * percent / 100;
                await house.EvaluateAsync(stream[..cut]);
                foreach (var word in words)
                {
                    await SayAsync(house, word);
                }

                var before = await StoreDump.OfAsync(house.Store);
                var now = stream[(cut * 9 / 10)..];
                var asIf = await house.RunAsync(EvaluationMode.DryRun, now);
                Same(before, await StoreDump.OfAsync(house.Store));
                SameFindings(Show((await house.EvaluateAsync(now)).Findings), Show(asIf.Findings));
            },
            iter: Cases, threads: 1);
    }

    private static async Task<IReadOnlyList<Finding>> SpikesAsync(House house) =>
        [.. (await house.AllFindingsAsync()).Where(f => f.Detection.EndsWith("-spike", StringComparison.Ordinal))];

    /// <summary>The spikes come newest first, and those are met the most often.</summary>
    private static Finding? Pick(IReadOnlyList<Finding> findings, (int Which, int What) word) =>
        findings.Count == 0 ? null : findings[word.Which % 2 == 0 ? 0 : word.Which % findings.Count];

    private static async Task<Taught?> SayAsync(House house, (int Which, int What) word)
    {
        var findings = word.Which % 5 == 0 ? await house.AllFindingsAsync() : await SpikesAsync(house);
        return Pick(findings, word) is { } finding ? (await house.DecideAsync(finding.Id, Disposition.All[word.What])).Taught.Outcome : null;
    }

    private static async Task<IReadOnlyList<Taught>> DecideAllAsync(House house, IReadOnlyList<Finding> findings, int what)
    {
        var outcomes = new List<Taught>();
        foreach (var finding in findings)
        {
            outcomes.Add((await house.DecideAsync(finding.Id, Disposition.All[what])).Taught.Outcome);
        }

        return outcomes;
    }
}
