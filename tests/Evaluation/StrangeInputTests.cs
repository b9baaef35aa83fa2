using TrailWatch.Tests.Stores;
using Xunit;

namespace TrailWatch.Tests.Evaluation;

/// <summary>What a caller of AWS may choose must not confuse the memory.</summary>
public sealed class StrangeInputTests(GarnetFixture garnet) : IClassFixture<GarnetFixture>
{
    private static readonly (string, string) LearnsAtOnce = ("Detections:NewApiCallFromRole:LearningDays", "0");

    [Theory, InlineData("a\u001eb"), InlineData("a\u001fb"), InlineData("a,b=c:d;e{f}")]
    public async Task Separators_in_what_an_attacker_chooses_stop_nothing(string text)
    {
        await using var house = new House(new TestStore(garnet.Database), [LearnsAtOnce]);
        await house.EvaluateAsync(Some.RoleEvent(Some.Morning, "Plain"));
        var e = Some.RoleEvent(Some.Morning.AddMinutes(1), "New" + text, session: text) with { UserAgent = text, SourceIPAddress = text, EventId = text };
        var result = await house.EvaluateAsync(e);

        Assert.Empty(result.FailedDetections);
        var finding = Assert.Single(result.Findings, f => f.Detection == "new-api-call-from-role");
        Assert.Equal("deployer", finding.Actor.UserName);
        Assert.Equal("ASIAEXAMPLE", finding.Actor.AccessKeyId);
        Assert.Equal(2, finding.UserAgentsTotal);
    }
}
