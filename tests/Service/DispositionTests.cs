using System.Text.Json;
using Xunit;

namespace TrailWatch.Tests.Service;

/// <summary><c>/v1/findings/{id}/disposition</c>, as a playbook calls it.</summary>
public sealed class DispositionTests(DispositionTests.Service service) : IClassFixture<DispositionTests.Service>
{
    private const string Alice = "arn:aws:iam::111122223333:user/alice";

    [Fact]
    public async Task A_spike_that_is_called_benign_is_in_the_baseline_when_its_hour_has_closed()
    {
        await using var own = new TrailWatchFactory();
        using var client = own.CreateClient();
        (await client.PutAsync("/v1/baselines/api_call_by_user_baseline", $"arn,latestCount,numDataPoints,avgApiCalls,stdevApiCalls\n{Alice},3,20,3,1\n", "text/csv")).Good();
        var finding = Assert.Single((await client.PostAsync(Calls("10:00", 30))).Good().Findings, f => (string)f["detection"]! == "api-activity-spike");
        var path = $"/v1/findings/{(string)finding["id"]!}";

        Assert.Equal("""{"disposition":"undecided","by":null,"at":null,"reason":null,"taught":{"outcome":"nothing","explain":"Nobody has decided yet."},"history":[]}""", Without((await client.ReadAsync(path + "/disposition")).Good(), "findingId"));
        var answer = (await client.PutAsync(path + "/disposition", """{"disposition":"benign","by":"bob","reason":"load test"}""", null)).Good();
        Assert.Equal(("benign", "bob", "load test"), (answer.Text("disposition"), answer.Text("by"), answer.Text("reason")));
        Assert.Equal("counts-at-close", (string)answer.Json["taught"]!["outcome"]!);
        Assert.EndsWith("Z", answer.Text("at"), StringComparison.Ordinal);
        Assert.Equal("counts-at-close", (string)Assert.Single(answer.Json["history"]!.AsArray())!["taught"]!);
        Assert.Equal(answer.Body, (await client.ReadAsync(path + "/disposition")).Good().Body);
        Assert.Equal("benign", (await client.ReadAsync(path)).Good().Text("disposition"));
        Assert.Equal("benign", (string)(await client.PostAsync(Calls("10:00", 30))).Good().Findings.Single(f => (string)f["id"]! == (string)finding["id"]!)["disposition"]!);
        Assert.Equal((string)finding["id"]!, (string)Assert.Single((await client.ReadAsync("/v1/findings?disposition=benign")).Good().Items)["id"]!);
        Assert.DoesNotContain((string)finding["id"]!, (await client.ReadAsync("/v1/findings?disposition=undecided")).Good().Body, StringComparison.Ordinal);

        (await client.PostAsync(Calls("13:00", 1))).Good();
        var row = (await client.ReadAsync("/v1/baselines/api_call_by_user_baseline")).Good().Body.Split('\n').Single(r => r.StartsWith(Alice, StringComparison.Ordinal)).Split(',');
        Assert.Equal("22", row[2]);

        // 3 learns the threshold of 23 and then the count of 30.
        var mean = 3 + ((23 - 3) / 21d);
        Assert.Equal(mean + ((30 - mean) / 22), double.Parse(row[3], System.Globalization.CultureInfo.InvariantCulture), 12);
        Assert.Equal("already-counted", (string)(await client.PutAsync(path + "/disposition", """{"disposition":"malicious","by":"bob"}""", null)).Good().Json["taught"]!["outcome"]!);
    }

    [Theory]
    [InlineData("by", 1, 200), InlineData("by", 200, 200), InlineData("by", 201, 400), InlineData("by", 0, 400)]
    [InlineData("reason", 0, 200), InlineData("reason", 2000, 200), InlineData("reason", 2001, 400)]
    public async Task A_name_and_a_reason_have_their_limits(string field, int length, int status)
    {
        using var client = service.CreateClient();
        var body = new Dictionary<string, string> { ["disposition"] = "undecided", ["by"] = "bob", ["reason"] = "x" };
        body[field] = new string('é', length);
        var answer = await client.PutAsync(service.Path, JsonSerializer.Serialize(body), "application/json");
        Assert.Equal(status, answer.Status);
        if (status == 400)
        {
            Assert.Contains(field, answer.Problem(400, "validation"), StringComparison.Ordinal);
        }
    }

    [Theory, InlineData("benign"), InlineData("malicious"), InlineData("undecided")]
    public async Task Each_word_is_taken_and_a_reason_may_be_absent(string word)
    {
        using var client = service.CreateClient();
        var answer = (await client.PutAsync(service.Path, $$"""{"disposition":"{{word}}","by":" bob "}""", "text/plain")).Good();
        Assert.Equal((word, "bob", null), (answer.Text("disposition"), answer.Text("by"), (string?)answer.Json["reason"]));
    }

    [Fact]
    public async Task Every_fault_is_told_at_once_by_its_path()
    {
        using var client = service.CreateClient();
        var before = (await client.ReadAsync(service.Path)).Good().Body;
        var answer = await client.PutAsync(service.Path, """{"disposition":"Benign","reason":7,"who":"bob"}""", null);
        var error = answer.Problem(400, "validation");
        Assert.Equal(["by", "disposition", "reason", "who"], answer.Json["errors"]!.AsObject().Select(e => e.Key).Order(StringComparer.Ordinal));
        Assert.Contains("benign, malicious, undecided", error, StringComparison.Ordinal);
        Assert.Equal(before, (await client.ReadAsync(service.Path)).Good().Body);
    }

    [Theory]
    [InlineData("""{"disposition":"benign","by":"\ud800"}""", "by"), InlineData("""{"disposition":null,"by":"x"}""", "disposition")]
    [InlineData("""{"disposition":["benign"],"by":"x"}""", "disposition"), InlineData("""{"disposition":"benign","by":"  "}""", "by")]
    public async Task What_is_no_text_is_a_fault_of_its_field(string body, string field)
    {
        using var client = service.CreateClient();
        var answer = await client.PutAsync(service.Path, body, null);
        answer.Problem(400, "validation");
        Assert.Equal(field, Assert.Single(answer.Json["errors"]!.AsObject()).Key);
    }

    [Theory, InlineData(""), InlineData("[]"), InlineData("null"), InlineData("\"benign\""), InlineData("{")]
    public async Task What_is_no_object_is_no_disposition(string body)
    {
        using var client = service.CreateClient();
        Assert.Equal(400, (await client.PutAsync(service.Path, body, null)).Status);
    }

    [Fact]
    public async Task A_finding_that_is_not_there_has_none()
    {
        using var client = service.CreateClient();
        foreach (var id in new[] { new string('0', 32), "x", new string('A', 32) })
        {
            (await client.ReadAsync($"/v1/findings/{id}/disposition")).Problem(404, "no-such-finding");
            (await client.PutAsync($"/v1/findings/{id}/disposition", """{"disposition":"benign","by":"bob"}""", null)).Problem(404, "no-such-finding");
        }
    }

    private static string Without(Answer answer, string property)
    {
        var json = answer.Json;
        json.Remove(property);
        return json.ToJsonString();
    }

    private static string Calls(string from, int count) => string.Join('\n', Enumerable.Range(0, count).Select(i => $$$"""
        {"eventTime":"2026-03-02T{{{from}}}:{{{i:00}}}Z","eventName":"RunInstances","eventType":"AwsApiCall","eventSource":"ec2.amazonaws.com","eventID":"{{{from}}}-{{{i}}}","userIdentity":{"type":"IAMUser","arn":"{{{Alice}}}","accountId":"111122223333","userName":"alice","sessionContext":{"attributes":{"mfaAuthenticated":"true"} } } }
        """));

    public sealed class Service : IAsyncLifetime
    {
        private readonly TrailWatchFactory _factory = new();

        public string Path { get; private set; } = "";

        public HttpClient CreateClient() => _factory.CreateClient();

        public async ValueTask InitializeAsync()
        {
            using var client = CreateClient();
            var login = Calls("10:00", 1).Replace("\"true\"", "\"false\"", StringComparison.Ordinal);
            Path = $"/v1/findings/{(string)Assert.Single((await client.PostAsync(login)).Good().Findings)["id"]!}/disposition";
        }

        public ValueTask DisposeAsync() => _factory.DisposeAsync();
    }
}
