using System.Text.Json;
using TrailWatch.Findings;
using TrailWatch.Findings.Projections;
using TrailWatch.Identities;
using TrailWatch.Tests.CloudTrail;
using TrailWatch.Tests.Evaluation;
using TrailWatch.Tests.Stores;

namespace TrailWatch.Tests.SplunkAddOn;

/// <summary>Real findings as the events that Splunk indexes.</summary>
internal static class SampleFindings
{
    public static async Task<IReadOnlyList<Finding>> AllAsync(GarnetFixture garnet)
    {
        await using var house = new House(new TestStore(garnet.Database));
        await house.PutIdentitiesAsync(new Identity { Names = ["somebody else"] });
        foreach (var sample in new[] { "invictus_ir", "stratus_detonation", "traildiscover" })
        {
            await house.EvaluateAsync(Read.Body(Read.Events(sample)).Events);
        }

        return await house.AllFindingsAsync();
    }

    /// <summary>Each finding twice: as it goes out first, and as one that Splunk may have already.</summary>
    public static IEnumerable<SearchTimeFields> InSplunk(this IEnumerable<Finding> findings, string format, ConfFile props)
    {
        var projection = FindingProjections.Of(format)!;
        return findings.SelectMany(f => projection.Project(f, new(1, false)).Concat(projection.Project(f, new(2, true))))
            .Select(e => new SearchTimeFields(projection.Sourcetype, JsonSerializer.SerializeToNode(e.Event)!.AsObject(), props));
    }
}
