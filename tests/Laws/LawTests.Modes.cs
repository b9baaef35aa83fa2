using CsCheck;
using TrailWatch.Evaluation;
using TrailWatch.Memory;
using TrailWatch.Tests.Stores;
using Xunit;

namespace TrailWatch.Tests.Laws;

public abstract partial class LawTests
{
    [Theory, InlineData("hardened"), InlineData("escu-2018")]
    public async Task A_dry_run_answers_what_an_evaluation_would_and_leaves_no_trace(string profile)
    {
        var db = await OpenAsync();
        await Gen.Select(EventStreams.InOrder(2, 100), Gen.Int[0, 100], Gen.Int[0, 200].Array[100]).SampleAsync(
            async (stream, percent, delays) =>
            {
                // Some of it comes late or again.
                var order = stream.Zip(delays).OrderBy(e => e.First.Time + (e.Second * Clock.MinuteMs)).Select(e => e.First).ToArray();
                var past = order[..(order.Length * percent / 100)];
                var now = order[(past.Length * 9 / 10)..];
                await using var house = await HouseAsync(db, profile);
                await house.EvaluateAsync(past);
                var before = await StoreDump.OfAsync(house.Store);

                var asIf = await house.RunAsync(EvaluationMode.DryRun, now);
                Same(before, await StoreDump.OfAsync(house.Store));
                var truly = await house.EvaluateAsync(now);

                SameFindings(Show(truly.Findings), Show(asIf.Findings));
                Assert.Equal(
                    (truly.Received, truly.Evaluated, truly.Duplicates, truly.Skipped, truly.Late),
                    (asIf.Received, asIf.Evaluated, asIf.Duplicates, asIf.Skipped, asIf.Late));
            },
            iter: Cases, threads: 1);
    }

    [Theory, InlineData("hardened"), InlineData("escu-2018")]
    public async Task Learning_remembers_what_an_evaluation_would_and_finds_nothing(string profile)
    {
        var db = await OpenAsync();
        await EventStreams.InOrder(1, 100).SampleAsync(
            async stream =>
            {
                await using var learning = await HouseAsync(db, profile);
                await using var evaluating = await HouseAsync(db, profile);
                foreach (var batch in stream.Chunk(30))
                {
                    Assert.Empty((await learning.RunAsync(EvaluationMode.Learn, batch)).Findings);
                    await evaluating.EvaluateAsync(batch);
                }

                Assert.Empty(await learning.AllFindingsAsync());
                Same(await StateAsync(evaluating), await StateAsync(learning));
            },
            iter: Cases, threads: 1);
    }
}
