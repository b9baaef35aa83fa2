using System.Text;
using System.Text.Json.Nodes;
using TrailWatch.Tuning;
using Xunit;

namespace TrailWatch.Tests.Service;

public sealed class TuningTests(TrailWatchFactory service) : IClassFixture<TrailWatchFactory>
{
    [Fact]
    public async Task A_change_is_answered_kept_and_told_with_who_and_why()
    {
        await using var own = new TrailWatchFactory();
        using var client = own.CreateClient();
        var answer = (await PatchAsync(client, "api-activity-spike", """{"thresholds":{"minimumExcess":40},"by":"alice","reason":"noisy"}""")).Good();
        Assert.Equal(1, answer.Number("version"));
        await PatchAsync(client, "api-activity-spike", """{"profile":"escu-2018","exclusions":[{"account":"111122223333","reason":"sandbox"}],"by":"bob"}""");
        await PatchAsync(client, "api-activity-spike", """{"thresholds":{"minimumExcess":null},"by":"carol"}""");

        var now = (await client.ReadAsync("/v1/detections/api-activity-spike")).Good();
        Assert.Equal((3, "escu-2018"), (now.Number("version"), now.Text("profile")));
        Assert.Equal("sandbox", (string)now.Json["exclusions"]![0]!["reason"]!);
        Assert.Equal(20, (int)Threshold(now, "minimumExcess")["value"]!);
        var history = now.Json["history"]!.AsArray();
        Assert.Equal(["carol", "bob", "alice"], history.Select(h => (string)h!["by"]!));
        Assert.Equal(40, (int)history[2]!["thresholds"]!["minimumExcess"]!);
        Assert.Equal("noisy", (string)history[2]!["reason"]!);
        Assert.EndsWith("Z", (string)history[2]!["at"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_fault_is_told_at_once_by_its_path_and_nothing_changes()
    {
        using var client = service.CreateClient();
        var answer = await PatchAsync(client, "excessive-security-scanning", """
            {"enabled":3,"profile":"x","thresholds":{"minimumExcess":1,"threshold":0.5},"zip":1,
             "exclusions":[{"reason":"x"},{"reason":"x","sourceCidr":"1.2.3.4/33","eventName":"*"},{"actor":"a","reason":" ","nope":1},{"actor":"a","reason":"x","expires":"soon"}]}
            """);
        answer.Problem(400, "validation");
        Assert.Equal(
            [
                "by", "enabled", "exclusions[0]", "exclusions[1].eventName", "exclusions[1].sourceCidr", "exclusions[2].nope", "exclusions[3].expires", "profile",
                "thresholds.minimumExcess", "thresholds.threshold", "zip",
            ],
            answer.Json["errors"]!.AsObject().Select(e => e.Key).Order(StringComparer.Ordinal));
        Assert.Contains("whole number from 1 to 10000", answer.Text("error"), StringComparison.Ordinal);
        Assert.Equal(0, (await client.ReadAsync("/v1/detections/excessive-security-scanning")).Good().Number("version"));
    }

    [Theory]
    [InlineData("minimumPoints", "1", 200), InlineData("minimumPoints", "0", 400), InlineData("minimumPoints", "720", 200), InlineData("minimumPoints", "721", 400)]
    [InlineData("deviations", "0.1", 200), InlineData("deviations", "0.09", 400)]
    [InlineData("deviations", "100", 200), InlineData("deviations", "100.1", 400), InlineData("deviations", "\"3\"", 400)]
    public async Task Limits_are_those_of_the_options(string option, string value, int status)
    {
        using var client = service.CreateClient();
        var answer = await PatchAsync(client, "security-group-activity-spike", $$"""{"thresholds":{"{{option}}":{{value}}},"by":"x"}""");
        Assert.Equal(status, answer.Status);
    }

    [Fact]
    public async Task If_Match_refuses_a_change_of_what_somebody_else_has_changed()
    {
        await using var own = new TrailWatchFactory();
        using var client = own.CreateClient();
        Assert.Equal(200, (await PatchAsync(client, "api-activity-spike", """{"enabled":false,"by":"x"}""", "\"0\"")).Status);
        (await PatchAsync(client, "api-activity-spike", """{"enabled":true,"by":"x"}""", "\"0\"")).Problem(412, "changed-since");
        Assert.Equal(200, (await PatchAsync(client, "api-activity-spike", """{"enabled":true,"by":"x"}""", "\"1\"")).Status);
    }

    [Fact]
    public async Task There_is_no_other_detection_and_no_other_body()
    {
        using var client = service.CreateClient();
        Assert.Contains("excessive-security-scanning", (await PatchAsync(client, "nope", "{}")).Problem(404, "no-such-detection"), StringComparison.Ordinal);
        (await client.ReadAsync("/v1/detections/nope")).Problem(404, "no-such-detection");
        (await PatchAsync(client, "api-activity-spike", "[1")).Problem(400, "bad-json");
        (await PatchAsync(client, "api-activity-spike", "null")).Problem(400, "bad-json");
    }

    [Fact]
    public async Task Options_are_shown_with_meaning_default_and_limits_and_described_by_the_same_names()
    {
        using var client = service.CreateClient();
        var shown = (await client.ReadAsync("/v1/detections")).Good().Items
            .SelectMany(d => d["thresholds"]!.AsArray()).Select(t => t!.AsObject()).ToList();
        Assert.All(shown, t => Assert.True(((string)t["meaning"]!).Length > 20));
        Assert.All(shown.Where(t => (string)t["type"]! != "boolean"), t => Assert.True((double)t["minimum"]! <= (double)t["default"]! && (double)t["default"]! <= (double)t["maximum"]!));

        var described = (await client.ReadAsync("/openapi/v1.json")).Good().Json["components"]!["schemas"]!["DetectionPatchBody"]!["properties"]!["thresholds"]!["properties"]!.AsObject();
        Assert.Equal(shown.Select(t => (string)t["name"]!).Distinct().Order(StringComparer.Ordinal), described.Select(p => p.Key).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(DetectionPatchValidator.MostExclusions, 200), InlineData(DetectionPatchValidator.MostExclusions + 1, 400)]
    public async Task So_many_exclusions_and_no_more(int count, int status)
    {
        await using var own = new TrailWatchFactory();
        using var client = own.CreateClient();
        var exclusions = string.Join(',', Enumerable.Repeat("""{"actor":"a","reason":"x"}""", count));
        Assert.Equal(status, (await PatchAsync(client, "api-activity-spike", $$"""{"exclusions":[{{exclusions}}],"by":"x"}""")).Status);
    }

    [Theory]
    [InlineData("by", 256, 200), InlineData("by", 257, 400), InlineData("by", 0, 400)]
    [InlineData("reason", 2048, 200), InlineData("reason", 2049, 400), InlineData("reason", 0, 400)]
    public async Task Texts_have_a_length(string field, int length, int status)
    {
        await using var own = new TrailWatchFactory();
        using var client = own.CreateClient();
        var body = new JsonObject { ["by"] = "x", [field] = new string('x', length) };
        Assert.Equal(status, (await PatchAsync(client, "api-activity-spike", body.ToJsonString())).Status);
    }

    [Theory]
    [InlineData(2048, 200), InlineData(2049, 400)]
    public async Task A_pattern_has_a_length(int length, int status)
    {
        await using var own = new TrailWatchFactory();
        using var client = own.CreateClient();
        var exclusion = new JsonObject { ["userAgent"] = new string('x', length), ["reason"] = "x" };
        var body = new JsonObject { ["by"] = "x", ["exclusions"] = new JsonArray(exclusion) };
        Assert.Equal(status, (await PatchAsync(client, "api-activity-spike", body.ToJsonString())).Status);
    }

    private static JsonObject Threshold(Answer answer, string name) =>
        answer.Json["thresholds"]!.AsArray().Select(t => t!.AsObject()).Single(t => (string)t["name"]! == name);

    internal static async Task<Answer> PatchAsync(HttpClient client, string id, string body, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, $"/v1/detections/{id}") { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        if (ifMatch is not null)
        {
            request.Headers.Add("If-Match", ifMatch);
        }

        return await client.AskAsync(request);
    }
}
