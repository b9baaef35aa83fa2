using TrailWatch.CloudTrail;
using TrailWatch.Findings;
using TrailWatch.Memory.Baselines;
using TrailWatch.Tests.Evaluation;
using TrailWatch.Tests.Stores;
using Xunit;

namespace TrailWatch.Tests.Detections.NewApiCallFromRole;

[Collection(Rooms.Name)]
public sealed class NewApiCallFromRoleTests(GarnetFixture garnet)
{
    private static readonly DateTimeOffset At = Some.Morning;

    private Room Open(string profile = Rooms.Hardened, params (string, string)[] options) =>
        new(garnet.Database, "NewApiCallFromRole", profile, options);

    private static CloudTrailEvent Known(int daysAgo = 30) => Some.RoleEvent(At.AddDays(-daysAgo), "DescribeInstances");

    private static CloudTrailEvent Call(string name, int minutes = 0, string session = "run-2") =>
        Some.RoleEvent(At.AddMinutes(minutes), name, session: session);

    [Theory]
    [InlineData("7", 7, -1, false)]
    [InlineData("7", 7, 0, true)]
    [InlineData("1", 1, -1, false)]
    [InlineData("1", 1, 0, true)]
    [InlineData("0", 0, 0, true)]
    public async Task A_role_only_learns_while_it_is_younger_than_LearningDays(string learningDays, int days, int seconds, bool fires)
    {
        await using var room = Open(options: ("LearningDays", learningDays));
        await room.LearnAsync(Some.RoleEvent(At, "DescribeInstances"));
        Assert.Equal(fires, await room.FindAsync(Some.RoleEvent(At.AddDays(days).AddSeconds(seconds), "CreateUser")) is not null);
    }

    [Theory]
    [InlineData(Rooms.Hardened, "90", 90, 0, false)]
    [InlineData(Rooms.Hardened, "90", 90, 1, true)]
    [InlineData(Rooms.Hardened, "30", 30, 0, false)]
    [InlineData(Rooms.Hardened, "30", 30, 1, true)]
    [InlineData(Rooms.Escu, "30", 300, 0, false)]
    public async Task A_call_unseen_for_longer_than_ForgetDays_is_new_again(string profile, string forgetDays, int days, int seconds, bool fires)
    {
        await using var room = Open(profile, ("ForgetDays", forgetDays));
        await room.LearnAsync(Some.RoleEvent(At, "DescribeInstances"));
        var again = Some.RoleEvent(At.AddDays(days).AddSeconds(seconds), "DescribeInstances");
        Assert.Equal(fires, await room.FindAsync(again) is not null);
        Assert.Equal(fires, await room.FindAsync(again) is not null);
        Assert.Null(await room.FindAsync(Some.RoleEvent(At.AddDays(days).AddSeconds(seconds + 1), "DescribeInstances")));
    }

    [Fact]
    public async Task The_old_search_neither_learns_nor_forgets()
    {
        await using var room = Open(Rooms.Escu);
        var finding = await room.FindAsync(Call("CreateUser"));
        Assert.Equal("deployer", finding!.Actor.Key);
        Assert.Null(await room.FindAsync(Call("CreateUser", minutes: 1)));
    }

    [Theory, InlineData(Rooms.Hardened, true), InlineData(Rooms.Escu, false)]
    public async Task The_same_name_of_another_service_is_another_call_but_not_to_the_old_search(string profile, bool fires)
    {
        await using var room = Open(profile);
        await room.LearnAsync(Known());
        Assert.Equal(fires, await room.FindAsync(Call("DescribeInstances") with { EventSource = "opsworks.amazonaws.com" }) is not null);
    }

    [Fact]
    public async Task What_does_not_count_neither_fires_nor_teaches()
    {
        await using var room = Open();
        await room.LearnAsync(Some.RoleEvent(At.AddDays(-60), "GetUser").Failed(), Known(6), Known(3).Failed());
        CloudTrailEvent[] none =
        [
            Call("CreateUser").Failed(), Call("CreateUser") with { EventType = "AwsServiceEvent" }, Some.Event(At, "CreateUser"),
            Call("CreateUser").By(who => who with { Type = "FederatedUser" }),
        ];
        Assert.Null(await room.FindAsync(none));

        // The role's first event that counts was six days ago.
        Assert.Null(await room.FindAsync(Call("GetRole")));
        Assert.NotNull(await room.FindAsync(Some.RoleEvent(At.AddDays(1), "CreateUser")));
    }

    [Fact]
    public async Task A_role_s_hour_has_one_finding_whatever_the_session()
    {
        await using var room = Open();
        await room.LearnAsync(Known());
        var first = await room.FindAsync(Call("CreateUser"));
        var second = await room.FindAsync(Call("AttachUserPolicy", minutes: 59, session: "run-3"));
        var next = await room.FindAsync(Call("CreateRole", minutes: 60));
        Assert.Equal((first!.Id, 2, Some.Deployer), (second!.Id, second.Count, second.Actor.Key));
        Assert.NotEqual(first.Id, next!.Id);
    }

    [Fact]
    public async Task The_evidence_lists_the_new_calls()
    {
        await using var room = Open();
        await room.LearnAsync(Known(), Known() with { EventName = "DescribeImages", EventId = "e0" });
        var finding = await room.FindAsync(Call("RunInstances", 2), Call("CreateUser", 1) with { EventSource = "iam.amazonaws.com" }, Call("CreateUser", 3) with { EventSource = "iam.amazonaws.com" });
        Assert.Equal(
            """{"newCalls":[{"eventSource":"iam.amazonaws.com","eventName":"CreateUser","firstTime":"2026-03-02T10:01:00Z"}"""
            + """,{"eventSource":"ec2.amazonaws.com","eventName":"RunInstances","firstTime":"2026-03-02T10:02:00Z"}]"""
            + ""","newCallsTotal":2,"roleFirstSeen":"2026-01-31T10:00:00Z","knownCalls":2}""",
            finding!.Evidence.ToJsonString());
        Assert.Equal((2, Severity.Low, 25), (finding.Count, finding.Severity, finding.RiskScore));
        Assert.Equal(
            "arn:aws:iam::111122223333:role/deployer made 2 calls that it had not made before (CreateUser, RunInstances); it was known for 2 others since 2026-01-31T10:00:00Z.",
            finding.Why);
    }

    [Theory]
    [InlineData(Rooms.Hardened, -10, "GetObject", false)]
    [InlineData(Rooms.Hardened, -10, "PutObject", true)]
    [InlineData(Rooms.Hardened, -91, "GetObject", true)]
    [InlineData(Rooms.Escu, -91, "GetObject", false)]
    [InlineData(Rooms.Escu, -91, "PutObject", true)]
    public async Task Splunk_s_lookup_is_a_past_like_any_other(string profile, int lastDays, string name, bool fires)
    {
        await using var room = Open(profile);
        var seconds = At.ToUnixTimeSeconds();
        await room.House.Baselines.SeedCallsAsync([new SeenCallRow("deployer", "GetObject", seconds - (100 * 86400), seconds + (lastDays * 86400))]);
        Assert.Equal(fires, await room.FindAsync(Call(name)) is not null);
    }

    [Fact]
    public async Task An_earlier_event_out_of_order_takes_the_news_to_its_own_hour()
    {
        await using var room = Open();
        await room.LearnAsync(Known());
        await room.FindAsync(Call("CreateUser", minutes: 65));
        var earlier = await room.FindAsync(Call("CreateUser", minutes: 55));
        Assert.Equal(At.UtcDateTime, earlier!.Window.Start);
        Assert.Null(await room.FindAsync(Call("CreateUser", minutes: 66)));
    }

    [Fact]
    public async Task A_batch_may_span_more_silences_than_are_remembered()
    {
        CloudTrailEvent[] events =
        [
            Known(10), .. new[] { 0, 100, 200, 300 }.Select(day => Some.RoleEvent(At.AddDays(day), "CreateUser")),
            .. Enumerable.Range(1, 4).Select(i => Some.RoleEvent(At.AddDays(75 * i), "DescribeInstances")),
        ];
        events = [.. events.OrderBy(e => e.Time)];
        await using var whole = Open();
        await using var parts = Open();
        var expected = await whole.FindAllAsync(events);
        var found = new List<Finding>();
        foreach (var e in events)
        {
            found.AddRange(await parts.FindAllAsync(e));
        }

        Assert.Equal(4, expected.Count);
        Assert.Equal(expected.Select(f => (f.Id, f.Why)), found.Select(f => (f.Id, f.Why)));
        Assert.Equal(expected.Select(f => f.Id), (await whole.FindAllAsync(events)).Select(f => f.Id));
    }
}
