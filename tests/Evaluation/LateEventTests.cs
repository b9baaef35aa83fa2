using TrailWatch.CloudTrail;
using TrailWatch.Findings;
using TrailWatch.Identities;
using TrailWatch.Memory;
using TrailWatch.Tests.Detections;
using TrailWatch.Tests.Stores;
using Xunit;

namespace TrailWatch.Tests.Evaluation;

/// <summary>An event whose hour has closed is judged by those that need no tally, learnt from, and changes nothing else.</summary>
[Collection(Rooms.Name)]
public sealed class LateEventTests(GarnetFixture garnet)
{
    private static readonly DateTimeOffset At = Some.Morning;

    private House Open(params (string, string)[] settings) => new(new TestStore(garnet.Database), settings);

    private static CloudTrailEvent Closing(string user = "alice") => Some.Event(At.AddHours(3), user: user);

    [Theory]
    [InlineData("120", 179, 59, false)]
    [InlineData("120", 180, 0, true)]
    [InlineData("0", 59, 59, false)]
    [InlineData("0", 60, 0, true)]
    public async Task An_hour_closes_when_the_newest_event_is_the_lateness_past_its_end(string lateness, int minutes, int seconds, bool late)
    {
        await using var house = Open(("Memory:LatenessMinutes", lateness));
        await house.EvaluateAsync(Some.Event(At), Some.Event(At.AddMinutes(minutes).AddSeconds(seconds)));
        var result = await house.EvaluateAsync(Some.Event(At.AddMinutes(1)));
        Assert.Equal(late ? (0, 1) : (1, 0), (result.Evaluated, result.Late));
    }

    [Fact]
    public async Task Another_actor_s_events_close_nothing()
    {
        await using var house = Open();
        await house.EvaluateAsync(Some.Event(At), Closing("bob"));
        Assert.Equal(0, (await house.EvaluateAsync(Some.Event(At.AddMinutes(1)))).Late);
    }

    [Fact]
    public async Task No_tally_no_baseline_and_no_window_changes()
    {
        await using var house = Open();
        await house.EvaluateAsync(Some.Events(At, 5).Append(Closing()));
        var before = await StoreDump.OfAsync(house.Store);
        Assert.Equal(60, (await house.EvaluateAsync(Some.Events(At.AddMinutes(5), 30).Concat(Reads(At, 30)))).Late);
        Assert.Equal(7, (await house.EvaluateAsync(Some.Events(At.AddMinutes(30), 7))).Late);
        Assert.Empty(StoreDump.Difference(before, await StoreDump.OfAsync(house.Store)));
    }

    [Fact]
    public async Task Late_reads_make_no_scan_and_late_calls_no_spike()
    {
        await using var house = Open();
        await house.Baselines.SeedSpikesAsync(WindowLabel.ApiCalls, [new(Some.Alice, null, 20, 3, 1)], ActorGranularity.Role);
        await house.EvaluateAsync(Reads(At, 50).Take(20).Append(Closing()));
        Assert.Empty((await house.EvaluateAsync(Reads(At, 80))).Findings);
    }

    [Fact]
    public async Task What_needs_no_tally_judges_it()
    {
        await using var house = Open();
        await house.PutIdentitiesAsync(new Identity { Names = ["dave"], Enabled = false });
        await house.EvaluateAsync(Closing(), Closing("dave"));
        var late = await house.EvaluateAsync(Some.Event(At).WithoutMfa(), Some.Event(At, user: "dave").Failed());
        Assert.Equal(2, late.Late);
        Assert.Equal(
            ["activity-from-unapproved-account", "api-activity-without-mfa", "disabled-account-activity"],
            late.Findings.Select(f => f.Detection).Order(StringComparer.Ordinal));
        Assert.All(late.Findings, f => Assert.Equal((1, 1), (f.Count, f.Revision)));
    }

    [Fact]
    public async Task A_stored_finding_is_answered_as_it_is()
    {
        await using var house = Open();
        await house.Baselines.SeedSpikesAsync(WindowLabel.ApiCalls, [new(Some.Alice, null, 20, 3, 1)], ActorGranularity.Role);
        var first = (await house.EvaluateAsync(Some.Events(At, 30).Select(e => e.WithoutMfa()))).Findings;
        Assert.Equal(["api-activity-spike", "api-activity-without-mfa"], first.Select(f => f.Detection).Order(StringComparer.Ordinal));
        await house.EvaluateAsync(Closing());
        var again = (await house.EvaluateAsync(Some.Event(At.AddMinutes(30)).WithoutMfa())).Findings;
        Assert.Equal(first.Select(Show).Order(StringComparer.Ordinal), again.Select(Show).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_role_learns_from_it_without_news()
    {
        await using var house = Open();
        await house.EvaluateAsync(Some.RoleEvent(At.AddDays(-30), "GetObject"), Some.RoleEvent(At.AddHours(3), "GetObject"));
        var late = await house.EvaluateAsync(Some.RoleEvent(At, "CreateUser"));
        Assert.Equal(1, late.Late);
        Assert.Empty(late.Findings);
        Assert.Empty((await house.EvaluateAsync(Some.RoleEvent(At.AddHours(4), "CreateUser"))).Findings);
    }

    [Theory, InlineData(false, true), InlineData(true, false)]
    public async Task A_key_was_last_seen_when_it_says(bool late, bool fires)
    {
        await using var house = Open();
        await house.EvaluateAsync([Some.Event(At).WithKey("AKIAOLD"), .. Enumerable.Range(1, 9).Select(i => Some.Event(At.AddDays(10 * i)))]);
        if (late)
        {
            Assert.Equal(1, (await house.EvaluateAsync(Some.Event(At.AddDays(50)).WithKey("AKIAOLD"))).Late);
        }

        var result = await house.EvaluateAsync(Some.Event(At.AddDays(91)).WithKey("AKIAOLD"));
        Assert.Equal(fires, result.Findings.Any(f => f.Detection == "dormant-account-reactivated"));
    }

    [Fact]
    public async Task A_late_event_that_joins_a_new_run_to_the_one_before_brings_back_the_run_before_that()
    {
        // The last comes more than 90 days after the second; the third, which is late, bridges that silence.
        var events = new[] { 0d, 100, 189.96, 190.01 }.Select(day => Some.Event(At.AddDays(day))).ToList();
        await using var inOrder = Open();
        await using var late = Open();
        foreach (var e in events)
        {
            await inOrder.EvaluateAsync(e);
        }

        foreach (var i in new[] { 0, 1, 3, 2 })
        {
            await late.EvaluateAsync(events[i]);
        }

        Assert.Equal((await SubjectDump.ReadAsync(inOrder.Store, Some.Alice)).Runs.Kept, (await SubjectDump.ReadAsync(late.Store, Some.Alice)).Runs.Kept);
    }

    private static IEnumerable<CloudTrailEvent> Reads(DateTimeOffset at, int count) =>
        Enumerable.Range(0, count).Select(i => Some.Event(at.AddSeconds(i), $"Describe{i}"));

    private static string Show(Finding finding) => System.Text.Json.JsonSerializer.Serialize(finding, FindingsJsonContext.Default.Finding);
}
