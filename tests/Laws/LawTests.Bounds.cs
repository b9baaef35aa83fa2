using CsCheck;
using TrailWatch.CloudTrail;
using TrailWatch.Tests.Evaluation;
using TrailWatch.Tests.Stores;
using Xunit;

namespace TrailWatch.Tests.Laws;

public abstract partial class LawTests
{
    /// <summary>Numbers have a digit more after ten times as many hours, and means have more places.</summary>
    private const int Digits = 100;

    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    [Theory, InlineData("hardened"), InlineData("escu-2018")]
    public async Task Law_6_whatever_is_remembered_goes_by_itself_but_the_directory(string profile)
    {
        var db = await OpenAsync();
        await EventStreams.InOrder(1, 120).SampleAsync(
            async stream =>
            {
                await using var house = await HouseAsync(db, profile);
                foreach (var batch in stream.Chunk(40))
                {
                    await house.EvaluateAsync(batch);
                }

                Assert.All(await StoreDump.WithoutTtlAsync(house.Store), key => Assert.StartsWith(house.Store.KeyPrefix + "{directory}:", key, StringComparison.Ordinal));
            },
            iter: Cases, threads: 1);
    }

    [Theory, InlineData("hardened"), InlineData("escu-2018")]
    public async Task Law_6_ten_times_as_many_hours_take_no_more_memory(string profile)
    {
        var db = await OpenAsync();
        // Two days and the lateness long it is noted which calls were new.
        var few = await SizeAfterAsync(hours: 60);
        var many = await SizeAfterAsync(hours: 600);
        Assert.Equal((few.Keys, few.Elements), (many.Keys, many.Elements));
        Assert.InRange(many.Bytes, few.Bytes - Digits, few.Bytes + Digits);

        // As they lie in the store, blocks and all: a log grows to twice what it says, or by two kilobytes, before it is written anew.
        Assert.InRange(many.Raw, 1, (2 * few.Raw) + (3 * 2_048));

        async Task<(int Keys, int Elements, int Bytes, long Raw)> SizeAfterAsync(int hours)
        {
            await using var house = new House(new TestStore(db), [("Detections:Profile", profile)]);
            foreach (var batch in Enumerable.Range(0, hours).SelectMany(Hour).Chunk(77))
            {
                await house.EvaluateAsync(batch);
            }

            // What has a minute left is memory of a finished hour, kept for requests that are still reading it. The history of
            // 30 days is not full after 60 hours; HistoryTests hold its bounds.
            var kept = new List<string>();
            var raw = 0L;
            foreach (var (key, content) in await StateAsync(house))
            {
                if (!SubjectDump.IsHistory(key) && await db.KeyTimeToLiveAsync(house.Store.KeyPrefix + key) > Grace)
                {
                    kept.Add(content);
                    raw += SubjectDump.IsMemory(key) ? (await db.ListRangeAsync(house.Store.KeyPrefix + key)).Sum(e => e.Length()) : 0;
                }
            }

            return (kept.Count, kept.Sum(c => c.Split('\n').Length), kept.Sum(c => c.Length), raw);
        }
    }

    /// <summary>Work like every day's: a user with a long-term key reads and writes, and a role does.</summary>
    private static IEnumerable<CloudTrailEvent> Hour(int hour)
    {
        var at = Some.Morning.AddHours(hour);
        for (var i = 0; i < 3; i++)
        {
            yield return Some.Event(at.AddMinutes(15 * i), $"Describe{i}", id: new Guid(hour, 1, (short)i, 1, 2, 3, 4, 5, 6, 7, 8).ToString());
            yield return Some.RoleEvent(at.AddMinutes(15 * i), "RunInstances") with { EventId = new Guid(hour, 2, (short)i, 1, 2, 3, 4, 5, 6, 7, 8).ToString() };
        }

        yield return Some.Event(at.AddMinutes(59), "AuthorizeSecurityGroupIngress", id: new Guid(hour, 3, 0, 1, 2, 3, 4, 5, 6, 7, 8).ToString());
    }
}
