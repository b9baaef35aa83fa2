using TrailWatch.CloudTrail;
using TrailWatch.Findings;
using TrailWatch.Memory;
using TrailWatch.Tests.Evaluation;
using TrailWatch.Tests.Stores;
using Xunit;

namespace TrailWatch.Tests.Detections.SecurityGroupActivitySpike;

[Collection(Rooms.Name)]
public sealed class SecurityGroupActivitySpikeTests(GarnetFixture garnet)
{
    private const string Label = WindowLabel.SecurityGroupCalls;
    private const string Ingress = "AuthorizeSecurityGroupIngress";
    private static readonly DateTimeOffset At = Some.Morning;

    private static readonly string[] Both =
    [
        Ingress, "CreateSecurityGroup", "DeleteSecurityGroup", "DescribeClusterSecurityGroups", "DescribeDBSecurityGroups",
        "DescribeSecurityGroupReferences", "DescribeSecurityGroups", "DescribeStaleSecurityGroups", "RevokeSecurityGroupIngress",
        "UpdateSecurityGroupRuleDescriptionsIngress",
    ];

    private static readonly string[] HardenedOnly =
    [
        "AuthorizeSecurityGroupEgress", "RevokeSecurityGroupEgress", "ModifySecurityGroupRules",
        "UpdateSecurityGroupRuleDescriptionsEgress", "DescribeSecurityGroupRules",
    ];

    private static readonly string[] Neither = ["DescribeNetworkAcls", "CreateCacheSecurityGroup", "RunInstances", "authorizesecuritygroupingress"];

    public static TheoryData<string, bool, bool> Names
    {
        get
        {
            var names = new TheoryData<string, bool, bool>();
            Array.ForEach(Both, name => names.Add(name, true, true));
            Array.ForEach(HardenedOnly, name => names.Add(name, false, true));
            Array.ForEach(Neither, name => names.Add(name, false, false));
            return names;
        }
    }

    private async Task<Room> OpenAsync(string profile = Rooms.Hardened, params (string, string)[] options)
    {
        var room = new Room(garnet.Database, "SecurityGroupActivitySpike", profile, options);
        await room.SeedAsync(Label, mean: 3, deviation: 1, points: 20);
        return room;
    }

    private static IEnumerable<CloudTrailEvent> Calls(int count, string name = Ingress) => Some.Events(At, count, name: name);

    [Theory, MemberData(nameof(Names))]
    public async Task Counts_these_names_and_no_others(string name, bool inEscu, bool inHardened)
    {
        await using var escu = await OpenAsync(Rooms.Escu);
        await using var hardened = await OpenAsync();
        Assert.Equal(inEscu, await escu.FindAsync(Calls(9, name)) is not null);
        Assert.Equal(inHardened, await hardened.FindAsync(Calls(9, name)) is not null);
    }

    [Theory]
    [InlineData("5", 8, false)]
    [InlineData("5", 9, true)]
    [InlineData("10", 13, false)]
    [InlineData("10", 14, true)]
    public async Task A_regular_actor_is_allowed_the_minimum_excess(string excess, int calls, bool fires)
    {
        await using var room = await OpenAsync(Rooms.Hardened, ("MinimumExcess", excess));
        Assert.Equal(fires, await room.FindAsync(Calls(calls)) is not null);
    }

    [Theory, InlineData("20", true), InlineData("21", false)]
    public async Task A_baseline_needs_its_points(string minimumPoints, bool fires)
    {
        await using var room = await OpenAsync(Rooms.Hardened, ("MinimumPoints", minimumPoints));
        Assert.Equal(fires, await room.FindAsync(Calls(9)) is not null);
    }

    [Fact]
    public async Task Failures_count_and_so_does_whatever_is_of_that_name()
    {
        await using var room = await OpenAsync();
        Assert.NotNull(await room.FindAsync(Calls(9).Select(e => e.Failed() with { EventType = "AwsConsoleAction" })));
    }

    [Fact]
    public async Task Other_calls_close_the_hour_but_are_not_counted()
    {
        await using var room = await OpenAsync();
        await room.LearnAsync(Calls(5).Concat(Some.Events(At.AddMinutes(10), 40)).Append(Some.Event(At.AddHours(5))));
        var row = Assert.Single(await room.House.Baselines.ReadSpikesAsync(Label));
        Assert.Equal((21, 5L), (row.NumDataPoints, row.LatestCount));
    }

    [Fact]
    public async Task The_evidence_has_the_numbers()
    {
        await using var room = await OpenAsync();
        var finding = await room.FindAsync(Calls(9));
        Assert.Equal(
            """{"count":9,"mean":3,"standardDeviation":1,"points":20,"threshold":8,"zScore":6,"profile":"hardened"}""", finding!.Evidence.ToJsonString());
        Assert.Equal((Severity.Medium, 25), (finding.Severity, finding.RiskScore));
        Assert.Equal(["T1078.004", "T1562.007"], finding.Mitre);
        Assert.Equal("9 security group calls within the hour, over the threshold of 8: the mean of 20 active hours is 3, their standard deviation 1.", finding.Why);
    }
}
