using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TrailWatch.Memory;
using TrailWatch.Tests.CloudTrail;
using TrailWatch.Tests.Evaluation;
using TrailWatch.Tests.Stores;
using Xunit;

namespace TrailWatch.Tests.Service;

/// <summary>What <c>POST /v1/events</c> answers.</summary>
public sealed class EventAnswerTests(TrailWatchFactory service) : IClassFixture<TrailWatchFactory>
{
    private static readonly string[] Fields =
    [
        "received", "evaluated", "duplicates", "skipped", "late", "rejected", "skippedReasons", "failedDetections", "skippedDetections", "findings",
    ];

    private static readonly string Login = Make.Record("login", name: "ConsoleLogin", more: ",\"additionalEventData\":{\"MFAUsed\":\"No\"}");

    [Fact]
    public async Task The_answer_has_the_fields_of_the_contract_and_accounts_for_every_record()
    {
        using var client = service.CreateClient();
        var answer = (await client.PostAsync($"""[{Make.Record("a")},{Make.Record("a")},{Make.Wrap("eventTime", "1")},{ServiceRecord("b")},7,{Login}]""")).Good();

        Assert.Equal(Fields, answer.Json.Select(p => p.Key));
        Assert.Equal((6, 2, 1, 1, 0), (
            answer.Number("received"), answer.Number("evaluated"), answer.Number("duplicates"), answer.Number("skipped"), answer.Number("late")));
        Assert.Equal(2, answer.Json["rejected"]!.AsArray().Count);
        Assert.Equal("""{"aws-service":1}""", answer.Json["skippedReasons"]!.ToJsonString());
        Assert.Equal("""["activity-from-unapproved-account"]""", answer.Json["skippedDetections"]!.ToJsonString());
        Assert.Equal("[]", answer.Json["failedDetections"]!.ToJsonString());

        var finding = Assert.Single(answer.Findings);
        Assert.All(
            [finding["firstTime"], finding["lastTime"], finding["window"]!["start"], finding["window"]!["end"]],
            time => Assert.EndsWith("Z", time!.GetValue<string>(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_bad_record_is_named_by_its_index_and_the_others_go_on()
    {
        using var client = service.CreateClient();
        var answer = (await client.PostAsync(Make.Records(
            Make.Record("good 1"), Make.Record("bad 1", time: null), "\"text\"", Make.Record("bad 2", time: "yesterday"), Make.Record("good 2"),
            Make.Record("bad 3", time: "2999-01-01T00:00:00Z")))).Good();

        Assert.Equal((6, 2), (answer.Number("received"), answer.Number("evaluated")));
        Assert.Equal(
            [(1, "no-event-time"), (2, "not-an-object"), (3, "bad-event-time"), (5, "from-the-future")],
            answer.Json["rejected"]!.AsArray().Select(r => (r!["index"]!.GetValue<int>(), r["code"]!.GetValue<string>())));
        Assert.All(answer.Json["rejected"]!.AsArray(), r => Assert.EndsWith(".", r!["detail"]!.GetValue<string>(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ten_minutes_ahead_of_the_clock_are_accepted_and_no_more()
    {
        await using var then = new TrailWatchFactory().At(new FakeTimeProvider(Some.Morning));
        using var client = then.CreateClient();
        var answer = (await client.PostAsync(
            Make.Record("just", "2026-03-02T10:10:00Z") + Make.Record("over", "2026-03-02T10:10:00.001Z"))).Good();
        Assert.Equal(1, answer.Number("evaluated"));
        Assert.Equal((1, "from-the-future"), (
            answer.Json["rejected"]![0]!["index"]!.GetValue<int>(), answer.Json["rejected"]![0]!["code"]!.GetValue<string>()));
    }

    [Theory, InlineData("judge"), InlineData("dry-run"), InlineData("1")]
    public async Task An_unknown_mode_is_400_and_names_the_three(string mode)
    {
        using var client = service.CreateClient();
        var error = (await client.PostAsync(Login, path: $"/v1/events?mode={mode}")).Problem(400, "bad-mode");
        Assert.Contains("evaluate, learn or dryRun", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task To_learn_is_to_remember_without_findings()
    {
        await using var fresh = new TrailWatchFactory();
        using var client = fresh.CreateClient();
        var learnt = (await client.PostAsync(Login, path: "/v1/events?mode=learn")).Good();
        Assert.Equal((1, 0), (learnt.Number("evaluated"), learnt.Findings.Count()));
        Assert.Empty((await client.ReadAsync("/v1/findings")).Good().Items);

        var again = (await client.PostAsync(Login)).Good();
        Assert.Equal((0, 1, 1), (again.Number("evaluated"), again.Number("duplicates"), again.Findings.Count()));
    }

    [Fact]
    public async Task A_dry_run_answers_as_if_and_leaves_nothing()
    {
        await using var fresh = new TrailWatchFactory();
        using var client = fresh.CreateClient();
        var store = fresh.Services.GetRequiredService<IStore>();
        var before = await StoreDump.OfAsync(store);
        var dry = (await client.PostAsync(Login, path: "/v1/events?mode=dryRun")).Good();
        Assert.Equal("", StoreDump.Difference(before, await StoreDump.OfAsync(store)));
        Assert.Empty((await client.ReadAsync("/v1/findings")).Good().Items);

        var real = (await client.PostAsync(Login, path: "/v1/events?mode=EVALUATE")).Good();
        Assert.True(JsonNode.DeepEquals(dry.Json, real.Json), $"{dry.Body}\n{real.Body}");
    }

    private static string ServiceRecord(string id) => Make.Record(id).Replace(Make.Identity, """{"type":"AWSService","invokedBy":"ec2.amazonaws.com"}""", StringComparison.Ordinal);
}
