using CsCheck;
using TrailWatch.Findings;
using Xunit;

namespace TrailWatch.Tests.Laws;

public abstract partial class LawTests
{
    [Theory, InlineData("hardened"), InlineData("escu-2018")]
    public async Task Law_5_the_wall_clock_judges_nothing(string profile)
    {
        var db = await OpenAsync();
        await Gen.Select(EventStreams.InOrder(1, 100), Gen.Int[1, 30], Gen.Int[0, 20]).SampleAsync(
            async (stream, size, years) =>
            {
                await using var now = await HouseAsync(db, profile);
                await using var later = await HouseAsync(db, profile);
                later.Clock.Advance(TimeSpan.FromDays(365 * years));
                foreach (var batch in stream.Chunk(size))
                {
                    var expected = await now.EvaluateAsync(batch);
                    later.Clock.Advance(TimeSpan.FromHours(7));
                    Assert.Equal(Exactly(expected.Findings), Exactly((await later.EvaluateAsync(batch)).Findings));
                }

                Same(await StateAsync(now), await StateAsync(later));
            },
            iter: Cases, threads: 1);
    }

    private static IReadOnlyList<string> Exactly(IEnumerable<Finding> findings) =>
        [.. findings.Select(f => System.Text.Json.JsonSerializer.Serialize(f, FindingsJsonContext.Default.Finding))];
}
