using System.Diagnostics;
using TrailWatch.CloudTrail;
using TrailWatch.Tests.Stores;
using Xunit;

namespace TrailWatch.Tests.Evaluation;

public sealed class BigProbeTests(GarnetFixture garnet) : IClassFixture<GarnetFixture>
{
    private async Task Go(string what, IEnumerable<CloudTrailEvent> events)
    {
        await using var house = new House(new TestStore(garnet.Database));
        var all = events.ToList();
        var w = Stopwatch.StartNew();
        try
        {
            var r = await house.EvaluateAsync(all);
            Console.WriteLine($"PROBE {what}: {w.ElapsedMilliseconds} ms evaluated {r.Evaluated} dup {r.Duplicates} late {r.Late} findings {r.Findings.Count} failed {string.Join(',', r.FailedDetections)}");
        }
        catch (Exception e)
        {
            Console.WriteLine($"PROBE {what}: {w.ElapsedMilliseconds} ms {e.GetType().Name} {e.Message[..Math.Min(300, e.Message.Length)]}");
        }
    }

    [Fact]
    public async Task OneActor() => await Go("one actor 100k one hour", Enumerable.Range(0, 100_000).Select(i => Some.Event(Some.Morning.AddMilliseconds(i * 35), "Describe" + (i % 300))));

    [Fact]
    public async Task OneActorDistinct() => await Go("one actor 100k distinct agents", Enumerable.Range(0, 100_000).Select(i =>
    {
        var e = Some.Event(Some.Morning.AddMilliseconds(i * 35), "Describe" + (i % 300));
        return e with { UserAgent = "ua" + i, SourceIPAddress = "ip" + i, UserIdentity = e.UserIdentity! with { MfaAuthenticated = false, AccessKeyId = "ASIA" + i } };
    }));

    [Fact]
    public async Task ManyActors() => await Go("100k actors", Enumerable.Range(0, 100_000).Select(i => Some.Event(Some.Morning.AddMilliseconds(i * 35), "DescribeX", user: "u" + i)));

    [Fact]
    public async Task ManyHours() => await Go("one role 4400 hours x 10", Enumerable.Range(0, 44_000).Select(i => Some.RoleEvent(Some.Morning.AddMinutes(i * 6), "Describe" + (i % 50))));
}
