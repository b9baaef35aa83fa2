using StackExchange.Redis;
using TrailWatch.CloudTrail;
using TrailWatch.Detections;
using TrailWatch.Evaluation;
using TrailWatch.Findings;
using TrailWatch.Memory.Baselines;
using TrailWatch.Tests.Evaluation;
using TrailWatch.Tests.Stores;
using Xunit;

namespace TrailWatch.Tests.Detections;

/// <summary>One detection in a house of its own: events go in, and out comes what this detection found in them.</summary>
internal sealed class Room : IAsyncDisposable
{
    private readonly string _id;

    /// <param name="database">A store of either kind.</param>
    /// <param name="name">The room's name, as its folder has it.</param>
    /// <param name="profile"><c>hardened</c> or <c>escu-2018</c>.</param>
    /// <param name="options">Of this detection, by name.</param>
    public Room(IDatabase database, string name, string profile, params (string Option, string Value)[] options)
    {
        _id = IdOf(name);
        House = new(new TestStore(database), [("Detections:Profile", profile), .. options.Select(o => ($"Detections:{name}:{o.Option}", o.Value))]);
    }

    public House House { get; }

    public static string IdOf(string name) =>
        string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i > 0 ? "-" : "") + char.ToLowerInvariant(c) : c.ToString()));

    /// <summary>What the batch found: one finding, or null; more than one fails the test.</summary>
    public async Task<Finding?> FindAsync(params IEnumerable<CloudTrailEvent> events) => (await FindAllAsync(events)).SingleOrDefault();

    /// <summary>What the batch found, in order of time.</summary>
    public async Task<IReadOnlyList<Finding>> FindAllAsync(params IEnumerable<CloudTrailEvent> events)
    {
        var result = await House.EvaluateAsync(events);
        Assert.Empty(result.FailedDetections);
        return [.. result.Findings.Where(f => f.Detection == _id).OrderBy(f => f.FirstTime).ThenBy(f => f.Window.Start)];
    }

    public Task LearnAsync(params IEnumerable<CloudTrailEvent> events) => House.RunAsync(EvaluationMode.Learn, events);

    public Task SeedAsync(string label, double mean, double deviation, long points) => House.Baselines.SeedSpikesAsync(
        label, [new SpikeBaselineRow(Some.Alice, null, points, mean, deviation)], ActorGranularity.Role);

    public ValueTask DisposeAsync() => House.DisposeAsync();
}

/// <summary>All rooms share one embedded store; each test has a corner of its own.</summary>
[CollectionDefinition(Name)]
public sealed class Rooms : ICollectionFixture<GarnetFixture>
{
    public const string Name = "rooms";

    public const string Hardened = Profiles.Hardened;

    public const string Escu = Profiles.Escu2018;
}
