using StackExchange.Redis;
using TrailWatch.CloudTrail;
using TrailWatch.Coverage;
using TrailWatch.Evaluation;
using TrailWatch.Identities;
using TrailWatch.Tests.Evaluation;
using TrailWatch.Tests.Stores;
using Xunit;

namespace TrailWatch.Tests.Coverage;

/// <summary>Which accounts are proposed, on whichever store.</summary>
public abstract class ProposalsTests
{
    protected abstract ValueTask<IDatabase> OpenAsync();

    [Fact]
    public async Task Who_acts_like_a_machine_long_enough_is_proposed_the_busiest_first()
    {
        await using var house = await HouseAsync();
        await LearnAsync(house, days: 7, at => Some.RoleEvent(at, "RunInstances"));
        await LearnAsync(house, days: 14, at => Key(at, "backup"));
        await LearnAsync(house, days: 7, at => Some.Event(at));
        var answer = await AskAsync(house);
        Assert.Equal([User("backup"), Some.Deployer], answer.Items.Select(i => i.Name));
        Assert.Equal(answer.Items.Select(i => i.Name), answer.Add.Select(a => a.Identity));
        Assert.All(answer.Items, i => Assert.Equal(At.Date.AddDays(365), i.Expires!.Value.UtcDateTime));
        var role = answer.Add[1];
        Assert.Equal((7, 1d, "a role"), (role.ActiveHours, role.MeanCalls, role.Kind));
        Assert.Equal(answer.Items[1].Reason, role.Why);
        Assert.Contains("active in 7 hours", role.Why, StringComparison.Ordinal);
        Assert.Equal((2, 3), (answer.AddTotal, answer.Actors));
    }

    [Theory, InlineData(0, 1), InlineData(-1, 0)]
    public async Task Seven_days_are_long_enough(int milliseconds, int proposed)
    {
        await using var house = await HouseAsync();
        await house.RunAsync(EvaluationMode.Learn, Key(Some.Morning, "backup"), Key(Some.Morning.AddDays(7).AddMilliseconds(milliseconds), "backup"));
        Assert.Equal(proposed, (await AskAsync(house)).AddTotal);
    }

    [Fact]
    public async Task Whoever_was_once_seen_with_MFA_or_at_the_console_or_in_a_session_is_no_machine()
    {
        await using var house = await HouseAsync();
        foreach (var user in new[] { "mfa", "console", "session" })
        {
            await LearnAsync(house, days: 8, at => Key(at, user));
        }

        var once = Some.Morning.AddDays(3);
        await house.RunAsync(
            EvaluationMode.Learn,
            Key(once, "mfa") with { UserIdentity = Key(once, "mfa").UserIdentity! with { MfaAuthenticated = true } },
            Some.Event(once, "ConsoleLogin", user: "console") with { EventType = "AwsConsoleSignIn", UserIdentity = Key(once, "console").UserIdentity! with { AccessKeyId = null } },
            Some.Event(once, user: "session") with { UserIdentity = Some.Event(once, user: "session").UserIdentity! with { MfaAuthenticated = null } });
        Assert.Empty((await AskAsync(house)).Add);
    }

    [Fact]
    public async Task Whom_the_directory_knows_is_not_proposed_and_whom_nobody_uses_is_to_go()
    {
        await using var house = await HouseAsync();
        await house.PutServiceAccountsAsync(new() { Name = "deploy*" }, new() { Name = "ghost", Owner = "me" });
        await house.PutIdentitiesAsync(new Identity { Names = ["backup"] });
        await LearnAsync(house, days: 8, at => Some.RoleEvent(at, "RunInstances"));
        await LearnAsync(house, days: 8, at => Key(at, "backup"));
        var answer = await AskAsync(house);
        Assert.Empty(answer.Add);
        Assert.Equal(("ghost", "me"), answer.Remove.Select(r => (r.Identity, r.Owner)).Single());
        Assert.Equal("Never seen since TrailWatch has been watching.", answer.Remove[0].Why);
    }

    [Fact]
    public async Task Open_findings_are_told_with_a_proposal()
    {
        await using var house = await HouseAsync();
        await LearnAsync(house, days: 8, at => Key(at, "backup"));
        await house.EvaluateAsync(Key(Some.Morning.AddDays(8), "backup"));
        var add = Assert.Single((await AskAsync(house)).Add);
        Assert.Equal(["api-activity-without-mfa"], add.OpenFindings);
        Assert.EndsWith("open findings: api-activity-without-mfa.", add.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_proposal_changes_nothing_and_can_be_taken_over_as_it_is()
    {
        await using var house = await HouseAsync();
        await LearnAsync(house, days: 8, at => Some.RoleEvent(at, "RunInstances"));
        var before = await StoreDump.OfAsync(house.Store);
        var answer = await AskAsync(house);
        Assert.Equal("", StoreDump.Difference(before, await StoreDump.OfAsync(house.Store)));
        await house.PutServiceAccountsAsync([.. answer.Items]);
        Assert.Empty((await AskAsync(house)).Add);
    }

    private static DateTimeOffset At => Some.Morning.AddDays(20);

    private static Task<ProposalAnswer> AskAsync(House house) =>
        house.Proposals.FindAsync(new(At.ToUnixTimeMilliseconds(), 7, 90, 365, 100), TestContext.Current.CancellationToken);

    /// <summary>One event a day at the same hour, that day and the last included.</summary>
    private static Task<EvaluationResult> LearnAsync(House house, int days, Func<DateTimeOffset, CloudTrailEvent> make) =>
        house.RunAsync(EvaluationMode.Learn, Enumerable.Range(0, days + 1).Select(d => make(Some.Morning.AddDays(d))));

    private static string User(string name) => $"arn:aws:iam::{Some.Account}:user/{name}";

    /// <summary>A call with a long-term key.</summary>
    private static CloudTrailEvent Key(DateTimeOffset at, string user) => Some.Event(at, user: user) with
    {
        UserIdentity = Some.Event(at, user: user).UserIdentity! with { AccessKeyId = "AKIAEXAMPLE", HasSessionContext = false, MfaAuthenticated = null },
    };

    private async Task<House> HouseAsync() => new(new TestStore(await OpenAsync()));
}

public sealed class ProposalsOnTheEmbeddedStore(GarnetFixture garnet) : ProposalsTests, IClassFixture<GarnetFixture>
{
    protected override ValueTask<IDatabase> OpenAsync() => ValueTask.FromResult(garnet.Database);
}

[Collection(RedisServerTests.Name)]
public sealed class ProposalsOnRedis(RedisServerFixture redis) : ProposalsTests
{
    protected override ValueTask<IDatabase> OpenAsync() => redis.OpenAsync();
}
