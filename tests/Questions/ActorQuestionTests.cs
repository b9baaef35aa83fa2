using TrailWatch.Questions;
using TrailWatch.Tests.Detections;
using TrailWatch.Tests.Evaluation;
using TrailWatch.Tests.Stores;
using Xunit;

namespace TrailWatch.Tests.Questions;

[Collection(Rooms.Name)]
public sealed class ActorQuestionTests(GarnetFixture garnet)
{
    private static readonly DateTimeOffset At = Some.Morning;

    [Fact]
    public async Task Everything_of_a_user_is_told()
    {
        await using var house = new House(new TestStore(garnet.Database));
        await house.EvaluateAsync(
            [.. Some.Events(At, 3), Some.Event(At.AddMinutes(5), "AuthorizeSecurityGroupIngress").WithKey() with { SourceIPAddress = "203.0.113.9" }, Acting.Login(At.AddHours(1), mfa: true)]);
        var answer = await house.AskOneAsync(new { kind = "actor", actor = Some.Alice });
        var view = answer.Proof<ActorView>();
        Assert.Equal("known", answer.Verdict);
        Assert.Equal((Some.Alice, "IAMUser", "alice", Some.Account), (view.Key, view.Type, view.UserName, view.Account));
        Assert.Equal((At.UtcDateTime, At.AddHours(1).UtcDateTime), (view.FirstSeen, view.LastSeen));
        Assert.Equal(["198.51.100.7", "203.0.113.9"], view.Sources.Select(s => s.Source).Order(StringComparer.Ordinal));
        Assert.Equal([new ActorHour(At.UtcDateTime, 4, 4, 1), new ActorHour(At.AddHours(1).UtcDateTime, 1, 0, 0)], view.OpenHours);
        Assert.Equal([new ActorAccessKey(Acting.AccessKey, At.AddMinutes(5).UtcDateTime)], view.AccessKeys);
        Assert.Equal(new ActorMfa("seen-without", At.AddHours(1).UtcDateTime, At.AddMinutes(5).UtcDateTime), view.Mfa);
        Assert.Equal("api-activity-without-mfa", Assert.Single(view.OpenFindings).Detection);
        Assert.Equal(("unknown", null), (view.Directory.Verdict, view.Calls.Role));
    }

    [Fact]
    public async Task A_role_has_its_calls_and_its_sessions_are_the_role()
    {
        await using var house = new House(new TestStore(garnet.Database));
        await house.EvaluateAsync(Enumerable.Range(0, 120).Select(i => Some.RoleEvent(At.AddSeconds(i), $"Get{i:d3}")));
        var view = (await house.Questions.ViewAsync($"arn:aws:sts::{Some.Account}:assumed-role/deployer/run-7"))!;
        Assert.Equal((Some.Deployer, 120, 100), (view.Key, view.Calls.Total, view.Calls.Items.Count));
        Assert.Equal(new ActorCall("ec2.amazonaws.com:Get000", At.UtcDateTime, At.UtcDateTime), view.Calls.Items[0]);
    }

    [Fact]
    public async Task Only_the_newest_addresses_and_keys_are_kept()
    {
        await using var house = new House(new TestStore(garnet.Database));
        var events = Enumerable.Range(0, 60).Select(i => Some.Event(At.AddSeconds(i)).WithKey($"AKIA{i:d3}") with { SourceIPAddress = $"203.0.113.{i}" }).ToList();
        foreach (var part in events.OrderBy(e => e.EventId[^1]).Chunk(7))
        {
            await house.EvaluateAsync(part);
        }

        var view = (await house.Questions.ViewAsync(Some.Alice))!;
        Assert.Equal(Enumerable.Range(40, 20).Reverse().Select(i => $"203.0.113.{i}"), view.Sources.Select(s => s.Source));
        Assert.Equal(Enumerable.Range(10, 50).Reverse().Select(i => $"AKIA{i:d3}"), view.AccessKeys.Select(k => k.AccessKeyId));
    }

    [Fact]
    public async Task Who_was_only_imported_is_known_by_that_and_who_was_never_seen_is_not()
    {
        await using var room = new Room(garnet.Database, "ApiActivitySpike", Rooms.Hardened);
        await room.SeedAsync("a-", 10, 2, 20);
        var view = (await room.House.Questions.ViewAsync(Some.Alice))!;
        Assert.Equal((null, 20L, 10d, 30d), (view.FirstSeen, view.Baselines[0].Points, view.Baselines[0].Mean, view.Baselines[0].Threshold));
        Assert.Null(await room.House.Questions.ViewAsync(Some.Deployer));
        Assert.Equal("never-seen", (await room.House.AskOneAsync(new { kind = "actor", actor = Some.Deployer })).Verdict);
    }
}
