using CsCheck;
using TrailWatch.Tests.Stores;
using Xunit;

namespace TrailWatch.Tests.Laws;

public abstract partial class LawTests
{
    [Fact]
    public async Task What_is_found_is_what_a_naive_reading_of_the_whole_stream_finds()
    {
        var db = await OpenAsync();
        await Gen.Select(EventStreams.InOrder(1, 150), Gen.Int[1, 40]).SampleAsync(
            async (stream, size) =>
            {
                await using var house = await HouseAsync(new TestStore(db), "hardened");
                foreach (var batch in stream.Chunk(size))
                {
                    await house.EvaluateAsync(batch);
                }

                var found = (await house.AllFindingsAsync()).Select(f => new Expected(
                    f.Detection, f.Actor.Key, new DateTimeOffset(f.Window.Start).ToUnixTimeMilliseconds(), f.Count, string.Join(',', f.EventNames)));
                SameFindings(Sorted(Oracle.Of(stream)), Sorted(found));
            },
            iter: Cases, threads: 1);

        static IReadOnlyList<string> Sorted(IEnumerable<Expected> findings) => [.. findings.Select(f => f.ToString()).Order(StringComparer.Ordinal)];
    }
}
