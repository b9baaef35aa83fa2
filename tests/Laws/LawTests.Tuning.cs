using System.Text.Json;
using CsCheck;
using TrailWatch.Tests.Evaluation;
using TrailWatch.Tests.Stores;
using TrailWatch.Tuning;
using Xunit;

namespace TrailWatch.Tests.Laws;

public abstract partial class LawTests
{
    private const string Scanning = "excessive-security-scanning";

    private static readonly DetectionTuning Tuned = new()
    {
        Thresholds = new Dictionary<string, JsonElement> { ["minimumExcess"] = JsonSerializer.SerializeToElement(1) },
        Exclusions = [new() { EventName = "Describe1*", SourceCidr = "198.51.100.0/31", Reason = "x", Expires = Some.Morning.AddHours(12) }],
    };

    [Theory, InlineData("hardened"), InlineData("escu-2018")]
    public async Task With_exclusions_in_play_laws_1_and_2_hold(string profile)
    {
        var db = await OpenAsync();
        await Gen.Select(EventStreams.InOrder(1, 100), Gen.Int[1, 9]).SampleAsync(
            async (stream, size) =>
            {
                await using var whole = await TunedHouseAsync(new TestStore(db), profile);
                await using var parts = await TunedHouseAsync(new TestStore(db), profile);
                await whole.EvaluateAsync(stream);
                foreach (var part in stream.Chunk(size))
                {
                    await parts.EvaluateAsync(part);
                }

                SameFindings(Show(await whole.AllFindingsAsync()), Show(await parts.AllFindingsAsync()));
                var state = await StateAsync(whole);
                Same(state, await StateAsync(parts));
                Assert.Equal(0, (await whole.EvaluateAsync(stream)).Evaluated);
                Same(state, await StateAsync(whole));
            },
            iter: Cases, threads: 1);
    }

    [Fact]
    public async Task Excluding_is_as_if_the_events_had_not_been_there()
    {
        var db = await OpenAsync();
        var rule = new Exclusion { EventName = "Describe1*", Reason = "x" };
        await EventStreams.InOrder(1, 100).SampleAsync(
            async stream =>
            {
                await using var excluding = await HouseAsync(new TestStore(db), "hardened");
                await using var without = await HouseAsync(new TestStore(db), "hardened");
                await excluding.TuneAsync(Scanning, new() { Exclusions = [rule] });
                await excluding.EvaluateAsync(stream);
                await without.EvaluateAsync(stream.Where(e => !e.EventName.StartsWith("Describe1", StringComparison.Ordinal)));
                SameFindings(await ScansAsync(without), await ScansAsync(excluding));
            },
            iter: Cases, threads: 1);

        static async Task<IReadOnlyList<string>> ScansAsync(House house) => Show((await house.AllFindingsAsync()).Where(f => f.Detection == Scanning));
    }

    private static async Task<House> TunedHouseAsync(TestStore store, string profile)
    {
        var house = await HouseAsync(store, profile);
        foreach (var id in house.Detections.Kinds.Select(k => k.Id).ToList())
        {
            await house.TuneAsync(id, Tuned);
        }

        return house;
    }
}
