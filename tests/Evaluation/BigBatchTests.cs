using TrailWatch.CloudTrail;
using TrailWatch.Tests.Stores;
using Xunit;

namespace TrailWatch.Tests.Evaluation;

/// <summary>A batch that is too large for one round is taken in several, and nobody can tell.</summary>
public sealed class BigBatchTests(GarnetFixture garnet) : IClassFixture<GarnetFixture>
{
    [Fact]
    public async Task Thousands_of_events_of_one_actor_in_one_hour() => await SameInOneAsInManyAsync(
        12_000, i => WithoutMfa(Some.Event(Some.Morning.AddMilliseconds(i * 250), $"Describe{i % 300}"), i));

    [Fact]
    public async Task More_actors_than_one_round_takes() => await SameInOneAsInManyAsync(
        1_100, i => Some.Event(Some.Morning.AddMilliseconds(i * 250), user: $"user-{i}"));

    [Fact]
    public async Task A_role_s_hundreds_of_hours() => await SameInOneAsInManyAsync(
        6_000, i => Some.RoleEvent(Some.Morning.AddMinutes(i * 6), $"Describe{i % 50}"));

    private async Task SameInOneAsInManyAsync(int count, Func<int, CloudTrailEvent> make)
    {
        CloudTrailEvent[] events = [.. Enumerable.Range(0, count).Select(make)];
        await using var one = new House(new TestStore(garnet.Database));
        await using var many = new House(new TestStore(garnet.Database));
        var answer = await one.EvaluateAsync(events);
        foreach (var part in events.Chunk(700))
        {
            await many.EvaluateAsync(part);
        }

        Assert.Equal((count, 0, 0), (answer.Evaluated, answer.Duplicates, answer.Late));
        Assert.Empty(answer.FailedDetections);
        Assert.Equal(
            (await many.AllFindingsAsync()).Select(f => (f.Id, f.Count, f.Why)),
            (await one.AllFindingsAsync()).Select(f => (f.Id, f.Count, f.Why)));
    }

    private static CloudTrailEvent WithoutMfa(CloudTrailEvent e, int i) => e with
    {
        UserAgent = $"agent-{i}",
        SourceIPAddress = $"2001:db8::{i:x}",
        UserIdentity = e.UserIdentity! with { MfaAuthenticated = false, AccessKeyId = $"ASIA{i}" },
    };
}
