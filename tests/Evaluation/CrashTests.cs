using StackExchange.Redis;
using TrailWatch.CloudTrail;
using TrailWatch.Evaluation;
using TrailWatch.Findings;
using TrailWatch.Identities;
using TrailWatch.Memory;
using TrailWatch.Tests.Stores;
using Xunit;

namespace TrailWatch.Tests.Evaluation;

/// <summary>
/// A batch whose pipeline dies at any step is sent again, and all is as if nothing had happened. In the batch an hour closes,
/// so that its events come late the second time; in that hour there are a spike, a new call, calls without MFA, a scan, a
/// disabled account and a sleeper.
/// </summary>
public abstract class CrashTests
{
    private static readonly DateTimeOffset At = Some.Morning;

    private static readonly CloudTrailEvent[] Past =
    [
        .. Enumerable.Range(0, 20).SelectMany(i => Some.Events(At.AddHours(-24 + i), 3)),
        .. Enumerable.Range(1, 20).Select(i => Some.RoleEvent(At.AddDays(-i), "DescribeInstances")),
        Some.Event(At.AddDays(-120), user: "carol"),
    ];

    private static readonly CloudTrailEvent[] Batch =
    [
        .. Some.Events(At, 40),
        .. Some.Events(At.AddMinutes(10), 5).Select(e => e with { UserIdentity = e.UserIdentity! with { MfaAuthenticated = false } }),
        .. Enumerable.Range(0, 55).Select(i => Some.Event(At.AddMinutes(20).AddSeconds(i), $"Describe{i}")),
        Some.RoleEvent(At, "CreateUser"), Some.RoleEvent(At.AddMinutes(5), "CreateRole", session: "run-2"),
        Some.Event(At.AddMinutes(30), user: "dave"), Some.Event(At.AddMinutes(31), user: "dave") with { ErrorCode = "AccessDenied" },
        Some.Event(At, user: "carol"),
        .. new[] { "alice", "dave", "carol" }.Select(user => Some.Event(At.AddHours(4), user: user)),
        Some.RoleEvent(At.AddHours(4), "DescribeInstances"),
    ];

    /// <summary>All of the ask, the proof and the save: nothing, a part, or everything gets through.</summary>
    public static MatrixTheoryData<int, int> Breakdowns => new([1, 2, 3], [0, 1, 4, 9, 1000]);

    protected abstract ValueTask<IDatabase> OpenAsync();

    [Theory, MemberData(nameof(Breakdowns))]
    public async Task Sending_again_mends_a_crash_at_any_step(int pipeline, int commands)
    {
        var db = await OpenAsync();
        await using var calm = await HouseAsync(new TestStore(db));
        await calm.EvaluateAsync(Batch);

        var store = new TappedStore(new TestStore(db));
        await using var shaken = await HouseAsync(store);
        store.Reset(new Breakdown(pipeline, commands));
        await Assert.ThrowsAsync<RedisConnectionException>(() => shaken.EvaluateAsync(Batch));
        store.Reset();
        var again = await shaken.EvaluateAsync(Batch);

        var expected = Show(await calm.AllFindingsAsync());
        Assert.Equal(expected, Show(await shaken.AllFindingsAsync()));
        Assert.Equal(expected, Show(again.Findings));
        Assert.Equal(Detections, again.Findings.Select(f => f.Detection).Distinct().Order(StringComparer.Ordinal));
        Assert.Empty(StoreDump.Difference(await StoreDump.OfAsync(calm.Store), await StoreDump.OfAsync(store)));
    }

    private static readonly string[] Detections =
    [
        "activity-from-unapproved-account", "api-activity-spike", "api-activity-without-mfa", "disabled-account-activity",
        "dormant-account-reactivated", "excessive-security-scanning", "new-api-call-from-role",
    ];

    private static async Task<House> HouseAsync(IStore store)
    {
        var house = new House(store);
        await house.PutIdentitiesAsync(
            new Identity { Names = ["dave"], Enabled = false },
            new Identity { Names = ["carol"] });
        await house.RunAsync(EvaluationMode.Learn, Past);
        return house;
    }

    private static IReadOnlyList<string> Show(IEnumerable<Finding> findings) =>
        [.. findings.Select(f => System.Text.Json.JsonSerializer.Serialize(f, FindingsJsonContext.Default.Finding)).Order(StringComparer.Ordinal)];
}

public sealed class CrashesOfTheEmbeddedStore(GarnetFixture garnet) : CrashTests, IClassFixture<GarnetFixture>
{
    protected override ValueTask<IDatabase> OpenAsync() => ValueTask.FromResult(garnet.Database);
}

[Collection(RedisServerTests.Name)]
public sealed class CrashesOfRedis(RedisServerFixture redis) : CrashTests
{
    protected override ValueTask<IDatabase> OpenAsync() => redis.OpenAsync();
}
