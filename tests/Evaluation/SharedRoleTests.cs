using TrailWatch.CloudTrail;
using TrailWatch.Tests.Stores;
using Xunit;

namespace TrailWatch.Tests.Evaluation;

/// <summary>A role whose sessions are actors of their own: what it calls is still the role's.</summary>
public sealed class SharedRoleTests(GarnetFixture garnet) : IClassFixture<GarnetFixture>
{
    [Fact]
    public async Task Sessions_of_one_batch_do_not_disturb_the_order_of_the_roles_calls()
    {
        const string role = "AWSReservedSSO_Admin_0123456789abcdef";
        CloudTrailEvent[] events =
        [
            Some.RoleEvent(Some.Morning, "Known", role, "carol"),
            Some.RoleEvent(Some.Morning.AddMinutes(30), "New", role, "alice"),
            Some.RoleEvent(Some.Morning.AddMinutes(5), "New", role, "bob"),
            Some.RoleEvent(Some.Morning.AddMinutes(50), "New", role, "alice"),
        ];
        var together = await NewCallsAsync([events]);
        var apart = await NewCallsAsync(events.OrderBy(e => e.Time).Chunk(1));

        Assert.Contains("2026-03-02T10:05:00Z", together, StringComparison.Ordinal);
        Assert.Equal(apart, together);
    }

    private async Task<string> NewCallsAsync(IEnumerable<CloudTrailEvent[]> batches)
    {
        await using var house = new House(new TestStore(garnet.Database), [("Detections:NewApiCallFromRole:LearningDays", "0")]);
        foreach (var batch in batches)
        {
            await house.EvaluateAsync(batch);
        }

        var finding = Assert.Single(await house.AllFindingsAsync(), f => f.Detection == "new-api-call-from-role");
        return finding.Evidence["newCalls"]!.ToJsonString() + string.Join(',', finding.EventIds);
    }
}
