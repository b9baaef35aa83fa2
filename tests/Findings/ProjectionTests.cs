using System.Text.Json;
using Json.Schema;
using TrailWatch.Findings;
using TrailWatch.Findings.Projections;
using TrailWatch.Identities;
using TrailWatch.Tests.CloudTrail;
using TrailWatch.Tests.Evaluation;
using TrailWatch.Tests.Stores;
using Xunit;

namespace TrailWatch.Tests.Findings;

/// <summary>What Splunk gets to see of the findings of real events, against schemas of what its readers ask for.</summary>
public sealed class ProjectionTests(GarnetFixture garnet) : IClassFixture<GarnetFixture>
{
    [Theory, InlineData("native"), InlineData("rba"), InlineData("ocsf")]
    public async Task Every_finding_of_the_samples_is_what_its_reader_asks_for(string format)
    {
        var schema = JsonSchema.FromText(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Findings", "Schemas", $"{format}.json"), TestContext.Current.CancellationToken));
        var findings = await FindingsAsync();
        Assert.NotEmpty(findings);
        foreach (var (finding, emission) in findings.SelectMany(f => new (Finding, Emission?)[] { (f, null), (f, new(1, false)), (f with { Revision = 3 }, new(4, true)) }))
        {
            var events = FindingProjections.Of(format)!.Project(finding, emission).ToList();
            Assert.NotEmpty(events);
            foreach (var e in events)
            {
                var checkedEvent = schema.Evaluate(JsonSerializer.SerializeToElement(e.Event), new() { OutputFormat = OutputFormat.List });
                Assert.True(checkedEvent.IsValid, $"{e.Event}\n{string.Join('\n', (checkedEvent.Details ?? []).Where(d => d.Errors is not null).Select(d => $"{d.InstanceLocation}: {string.Join(", ", d.Errors!.Values)}"))}");
                Assert.Equal(new DateTimeOffset(finding.LastTime).ToUnixTimeMilliseconds(), e.TimeMs);
            }
        }
    }

    [Fact]
    public async Task A_risk_event_goes_to_the_actor_and_one_to_its_account()
    {
        var finding = (await FindingsAsync()).First(f => f.Actor.AccountId.Length > 0);
        Assert.Equal(
            [(finding.Actor.Key, "user"), (finding.Actor.AccountId, "other")],
            new RiskProjection().Project(finding).Select(e => ((string)e.Event["risk_object"]!, (string)e.Event["risk_object_type"]!)));
    }

    [Fact]
    public async Task A_technique_of_every_finding_is_known_by_name() =>
        Assert.All((await FindingsAsync()).SelectMany(f => f.Mitre).Distinct(), id => Assert.NotNull(Technique.Of(id)));

    [Fact]
    public void The_bands_of_risk_are_Splunks()
    {
        int[] scores = [1, 20, 21, 40, 41, 60, 61, 80, 81, 100];
        Assert.Equal([0, 0, 1, 1, 2, 2, 3, 3, 4, 4], scores.Select(s => (int)new OcsfProjection().Project(Plain with { RiskScore = s }).Single().Event["risk_level_id"]!));
    }

    private static Finding Plain => JsonSerializer.Deserialize<Finding>(
        """
        {"id":"0123456789abcdef0123456789abcdef","detection":"d","profile":"hardened","title":"t","why":"w","severity":"low","riskScore":1,
         "actor":{"key":"k","type":"IAMUser","arn":"","userName":"","accountId":""},"window":{"start":"2026-03-02T10:00:00Z","end":"2026-03-02T11:00:00Z"},
         "firstTime":"2026-03-02T10:00:00Z","lastTime":"2026-03-02T10:00:00Z","count":1,"eventNames":[],"eventNamesTotal":0,"sources":["ec2.amazonaws.com","::1"],"sourcesTotal":2,
         "userAgents":[],"userAgentsTotal":0,"regions":[],"regionsTotal":0,"accounts":[],"accountsTotal":0,"eventIds":["e"],"evidence":{},"mitre":[],"drilldown":"search"}
        """,
        JsonSerializerOptions.Web)!;

    private async Task<IReadOnlyList<Finding>> FindingsAsync()
    {
        await using var house = new House(new TestStore(garnet.Database));
        await house.PutIdentitiesAsync(new Identity { Names = ["somebody else"] });
        foreach (var sample in new[] { "invictus_ir", "stratus_detonation", "traildiscover" })
        {
            await house.EvaluateAsync(Read.Body(Read.Events(sample)).Events);
        }

        return await house.AllFindingsAsync();
    }
}
