using TrailWatch.CloudTrail;
using TrailWatch.Tests.Stores;
using Xunit;

namespace TrailWatch.Tests.Evaluation;

public sealed class RoundTripTests(GarnetFixture garnet) : IClassFixture<GarnetFixture>
{
    private const int Actors = 100;

    [Fact]
    public async Task A_thousand_events_of_a_hundred_actors_cost_one_round_trip()
    {
        var store = new TappedStore(new TestStore(garnet.Database));
        await using var house = new House(store);
        await house.EvaluateAsync(Batch(0));
        for (var i = 1; i < 4; i++)
        {
            store.Reset();
            var result = await house.EvaluateAsync(Batch(i));
            Assert.Equal((1000, 0), (result.Evaluated, result.Findings.Count));
            Assert.Equal(1, store.RoundTrips);
        }
    }

    [Fact]
    public async Task A_batch_with_findings_costs_two()
    {
        var store = new TappedStore(new TestStore(garnet.Database));
        await using var house = new House(store);
        await house.EvaluateAsync(Batch(0));
        store.Reset();
        var result = await house.EvaluateAsync(Batch(1).Select(e => e with { UserIdentity = e.UserIdentity! with { MfaAuthenticated = false } }));
        Assert.Equal(Actors / 2, result.Findings.Count);
        Assert.Equal(2, store.RoundTrips);
    }

    /// <summary>Half of the actors are users and half are roles; an hour a batch, so that hours close too.</summary>
    private static IEnumerable<CloudTrailEvent> Batch(int hour) => Enumerable.Range(0, 1000).Select(i => i % 2 == 0
        ? Some.Event(Some.Morning.AddHours(hour).AddSeconds(i), $"Describe{i % 7}", user: $"user{i % Actors}")
        : AsInstance(Some.RoleEvent(Some.Morning.AddHours(hour).AddSeconds(i), "GetObject", $"role{i % Actors}")));

    private static CloudTrailEvent AsInstance(CloudTrailEvent e) => e with { UserIdentity = e.UserIdentity! with { IsInstanceProfile = true } };
}
