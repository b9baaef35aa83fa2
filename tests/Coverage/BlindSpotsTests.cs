using StackExchange.Redis;
using TrailWatch.CloudTrail;
using TrailWatch.Coverage;
using TrailWatch.Evaluation;
using TrailWatch.Identities;
using TrailWatch.Memory;
using TrailWatch.Memory.Baselines;
using TrailWatch.Tests.Evaluation;
using TrailWatch.Tests.Stores;
using Xunit;

namespace TrailWatch.Tests.Coverage;

/// <summary>What the detections cannot see, on whichever store.</summary>
public abstract class BlindSpotsTests
{
    private const string Spike = "api-activity-spike";

    protected abstract ValueTask<IDatabase> OpenAsync();

    [Fact]
    public async Task An_actor_is_in_cold_start_until_it_has_the_points_a_spike_needs()
    {
        await using var house = await HouseAsync();
        await house.Baselines.SeedSpikesAsync(
            WindowLabel.ApiCalls, [Row("bob", 14), Row("carol", 15), Row("dave", 30)], ActorGranularity.Role);
        await house.RunAsync(EvaluationMode.Learn, new[] { "alice", "bob", "carol" }.Select((u, i) => Some.Event(Some.Morning.AddHours(i), user: u)));

        var report = await AskAsync(house);
        var api = report.ColdStart.Single(c => c.Detection == Spike);
        Assert.Equal(["bob 14/15", "alice 0/15"], api.Items.Select(a => $"{a.Actor.Split('/')[^1]} {a.Points}/{a.MinimumPoints}"));
        Assert.Equal((2, 1, 15), (api.Total, api.WithoutPoints, api.MinimumPoints));
        Assert.Equal(3, report.ColdStart.Single(c => c.Detection != Spike).WithoutPoints);

        // Dave has a baseline and was never seen: there is nothing that cannot be judged.
        Assert.Equal(3, report.Actors);
        await house.TuneAsync(Spike, new() { Thresholds = Number("minimumPoints", 14) });
        Assert.Equal(["alice"], (await AskAsync(house)).ColdStart.Single(c => c.Detection == Spike).Items.Select(a => a.Actor.Split('/')[^1]));
    }

    [Fact]
    public async Task Totals_go_on_where_a_list_ends()
    {
        await using var house = await HouseAsync();
        await house.RunAsync(EvaluationMode.Learn, Enumerable.Range(0, 30).Select(i => Some.Event(Some.Morning.AddMinutes(i), user: $"u{i:00}")));
        var cold = (await AskAsync(house, limit: 3)).ColdStart[0];
        Assert.Equal(30, cold.Total);
        Assert.Equal(["u29", "u28", "u27"], cold.Items.Select(a => a.Actor.Split('/')[^1]));
    }

    [Theory, InlineData(7, 0), InlineData(6, 1)]
    public async Task A_role_learns_until_its_days_are_over(int daysLater, int learning)
    {
        await using var house = await HouseAsync();
        await house.RunAsync(EvaluationMode.Learn, Some.RoleEvent(Some.Morning, "RunInstances"));
        var roles = (await AskAsync(house, Some.Morning.AddDays(daysLater))).LearningRoles;
        Assert.Equal(learning, roles.Total);
        if (learning == 1)
        {
            Assert.Equal((Some.Deployer, Some.Morning.AddDays(7).UtcDateTime), (roles.Items[0].Role, roles.Items[0].LearningUntil));
        }
    }

    [Fact]
    public async Task Identities_are_seen_under_any_of_their_names_and_by_wildcard()
    {
        await using var house = await HouseAsync();
        await house.PutIdentitiesAsync(
            new Identity { Names = ["ALICE", "al"] }, new Identity { Names = ["build-*"] }, new Identity { Names = ["zoe"] }, new Identity { Names = ["yan"], Email = "bob" });
        await house.RunAsync(EvaluationMode.Learn, Some.Event(Some.Morning), Some.Event(Some.Morning, user: "build-7"), Some.Event(Some.Morning, user: "bob"));
        var never = (await AskAsync(house)).IdentitiesNeverSeen;
        Assert.Equal((1, "zoe"), (never.Total, Assert.Single(never.Items).Identity[0]));
    }

    [Fact]
    public async Task A_service_account_is_unused_after_its_days_or_if_nobody_ever_used_it()
    {
        await using var house = await HouseAsync();
        await house.PutServiceAccountsAsync(Account("alice"), Account("deployer"), Account("ghost"));
        await house.RunAsync(EvaluationMode.Learn, Some.Event(Some.Morning), Some.RoleEvent(Some.Morning.AddMilliseconds(1), "RunInstances"));
        var unused = (await AskAsync(house, Some.Morning.AddDays(90).AddMilliseconds(1))).UnusedServiceAccounts;
        Assert.Equal(["ghost ", "alice 2026-03-02"], unused.Items.Select(u => $"{u.Identity} {u.LastSeen:yyyy-MM-dd}"));
        Assert.Equal(["ghost"], (await AskAsync(house, Some.Morning.AddDays(90))).UnusedServiceAccounts.Items.Select(u => u.Identity));
    }

    [Fact]
    public async Task An_account_is_silent_when_its_newest_event_is_old_whatever_else_arrives()
    {
        await using var house = await HouseAsync();
        await house.EvaluateAsync(Some.Event(Some.Morning), Of("444455556666", Some.Morning.AddHours(23)));
        await house.EvaluateAsync(Some.Event(Some.Morning.AddHours(-5)));
        Assert.Equal(0, (await AskAsync(house, Some.Morning.AddHours(24))).SilentAccounts.Total);
        var silent = Assert.Single((await AskAsync(house, Some.Morning.AddHours(24).AddMilliseconds(1))).SilentAccounts.Items);
        Assert.Equal((Some.Account, Some.Morning.UtcDateTime, house.Clock.GetUtcNow().UtcDateTime), (silent.Account, silent.SilentSince, silent.LastArrival));
    }

    [Fact]
    public async Task Delays_are_those_of_what_arrived_and_history_has_none()
    {
        await using var house = await HouseAsync();
        var now = house.Clock.GetUtcNow();
        await house.RunAsync(EvaluationMode.Learn, Of("777788889999", now.AddSeconds(-10)));
        await house.EvaluateAsync(Enumerable.Range(0, 95).Select(i => Some.Event(now.AddSeconds(-60), user: $"u{i}")));
        await house.EvaluateAsync(Enumerable.Range(0, 5).Select(i => Some.Event(now.AddSeconds(-7200 - i), user: $"late{i}")));
        await house.EvaluateAsync(Of("444455556666", now.AddDays(-8)), SsoSession(now.AddDays(-8)));

        var delays = (await AskAsync(house, now)).DeliveryDelay;
        Assert.Equal(["444455556666", "222233334444", Some.Account], delays.Items.Select(d => d.Account).OrderByDescending(a => a[0] == '4').ThenByDescending(a => a[0] == '2'));
        var one = delays.Items.Single(d => d.Account == Some.Account);
        Assert.Equal((100, 60, 60, 7200d), (one.Events, one.MedianSeconds, one.P95Seconds, one.LastSeconds));
        Assert.Equal((1, (long?)null), delays.Items.Where(d => d.Account == "444455556666").Select(d => (d.Events, d.MedianSeconds)).Single());

        // A session of IAM Identity Center acts for itself and for its role, and is one event all the same.
        Assert.Equal(1, delays.Items.Single(d => d.Account == "222233334444").Events);

        house.Clock.Advance(TimeSpan.FromDays(7));
        Assert.Empty((await AskAsync(house, house.Clock.GetUtcNow())).DeliveryDelay.Items);
    }

    [Fact]
    public async Task Detections_that_do_not_see_everything_say_why()
    {
        await using var house = await HouseAsync();
        await house.TuneAsync(Spike, new() { Enabled = false });
        await house.TuneAsync("excessive-security-scanning", new()
        {
            Exclusions = [new() { Account = "1", Reason = "x" }, new() { Account = "2", Reason = "x", Expires = Some.Morning }],
        });
        var report = await AskAsync(house);
        Assert.True(report.Directory.Empty);
        Assert.Equal(
            ["activity-from-unapproved-account cannot-judge", "api-activity-spike off", "excessive-security-scanning exclusions"],
            report.Detections.Items.Select(d => $"{d.Detection} {d.Gap}").Order(StringComparer.Ordinal));
        Assert.Equal("2 exclusions hide events from it.", (await AskAsync(house, Some.Morning.AddSeconds(-1))).Detections.Items.Single(d => d.Gap == "exclusions").Reason);
    }

    [Fact]
    public async Task A_dry_run_leaves_no_trace_in_it()
    {
        await using var house = await HouseAsync();
        await house.RunAsync(EvaluationMode.DryRun, Some.Event(Some.Morning));
        var report = await AskAsync(house);
        Assert.Equal((0, 0, 0), (report.Actors, report.SilentAccounts.Total, report.DeliveryDelay.Total));
    }

    private static Task<BlindSpotReport> AskAsync(House house, DateTimeOffset? at = null, int limit = 20) =>
        house.BlindSpots.FindAsync(new((at ?? Some.Morning.AddDays(1)).ToUnixTimeMilliseconds(), limit, 24, 90), TestContext.Current.CancellationToken);

    private static SpikeBaselineRow Row(string user, int points) => new($"arn:aws:iam::{Some.Account}:user/{user}", 10, points, 10, 2);

    private static Dictionary<string, System.Text.Json.JsonElement> Number(string option, int value) =>
        new() { [option] = System.Text.Json.JsonSerializer.SerializeToElement(value) };

    private static ServiceAccount Account(string name) => new() { Name = name };

    private static CloudTrailEvent Of(string account, DateTimeOffset at) => Some.Event(at) with
    {
        RecipientAccountId = account,
        UserIdentity = Some.Event(at).UserIdentity! with { AccountId = account, Arn = $"arn:aws:iam::{account}:user/alice" },
    };

    private static CloudTrailEvent SsoSession(DateTimeOffset at)
    {
        var e = Some.RoleEvent(at, "RunInstances", "aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0123456789abcdef", "alice@corp.example");
        return e with { RecipientAccountId = "222233334444", UserIdentity = e.UserIdentity! with { IssuerUserName = "AWSReservedSSO_Admin_0123456789abcdef" } };
    }

    private async Task<House> HouseAsync() => new(new TestStore(await OpenAsync()));
}

public sealed class BlindSpotsOnTheEmbeddedStore(GarnetFixture garnet) : BlindSpotsTests, IClassFixture<GarnetFixture>
{
    protected override ValueTask<IDatabase> OpenAsync() => ValueTask.FromResult(garnet.Database);
}

[Collection(RedisServerTests.Name)]
public sealed class BlindSpotsOnRedis(RedisServerFixture redis) : BlindSpotsTests
{
    protected override ValueTask<IDatabase> OpenAsync() => redis.OpenAsync();
}
