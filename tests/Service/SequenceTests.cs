using Microsoft.Extensions.DependencyInjection;
using TrailWatch.Memory;
using TrailWatch.Tests.Stores;
using Xunit;

namespace TrailWatch.Tests.Service;

/// <summary>A day at work: seeded from Splunk, events, the same events again, a restart.</summary>
public sealed class SequenceTests
{
    private const string Baseline = "arn,latestCount,numDataPoints,avgApiCalls,stdevApiCalls\narn:aws:iam::111122223333:user/alice,12,200,10,2\n";

    [Fact]
    public async Task The_same_events_answer_the_same_before_and_after_a_restart()
    {
        using var directory = new ScratchDirectory();
        var events = string.Join('\n', Enumerable.Range(0, 40).Select(Call));
        string findings, baseline;
        SortedDictionary<string, string> state;
        await using (var service = TrailWatchFactory.With(("Store:Path", directory.Path)))
        {
            using var client = service.CreateClient();
            (await client.PutAsync("/v1/baselines/api_call_by_user_baseline", Baseline, "text/csv")).Good();

            var first = (await client.PostAsync(events)).Good();
            Assert.Equal(40, first.Number("evaluated"));
            var spike = first.Findings.Single(f => f["detection"]!.GetValue<string>() == "api-activity-spike");
            Assert.Equal((40, 10), (spike["evidence"]!["count"]!.GetValue<int>(), spike["evidence"]!["mean"]!.GetValue<double>()));
            state = await StoreDump.OfAsync(service.Services.GetRequiredService<IStore>());
            findings = first.Json["findings"]!.ToJsonString();

            await AnswersTheSameAsync(client, events, findings);
            Assert.Equal("", StoreDump.Difference(state, await StoreDump.OfAsync(service.Services.GetRequiredService<IStore>())));
            baseline = (await client.ReadAsync("/v1/baselines/api_call_by_user_baseline")).Good().Body;
        }

        await using var again = TrailWatchFactory.With(("Store:Path", directory.Path));
        using var later = again.CreateClient();
        Assert.Equal("", StoreDump.Difference(state, await StoreDump.OfAsync(again.Services.GetRequiredService<IStore>())));
        Assert.Equal(findings, (await later.ReadAsync("/v1/findings")).Good().Json["items"]!.ToJsonString());
        Assert.Equal(baseline, (await later.ReadAsync("/v1/baselines/api_call_by_user_baseline")).Good().Body);
        await AnswersTheSameAsync(later, events, findings);
    }

    private static async Task AnswersTheSameAsync(HttpClient client, string events, string findings)
    {
        var repeat = (await client.PostAsync(events)).Good();
        Assert.Equal((0, 40), (repeat.Number("evaluated"), repeat.Number("duplicates")));
        Assert.Equal(findings, repeat.Json["findings"]!.ToJsonString());
    }

    private static string Call(int i) => CloudTrail.Make.Record($"call-{i}", $"2026-03-02T10:00:{i:00}Z", "RunInstances");
}
