using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace TrailWatch.Tests.Service;

public sealed class QuestionsApiTests(TrailWatchFactory service) : IClassFixture<TrailWatchFactory>
{
    private const string Queries = "/v1/queries";
    private const string Good = """{"id":"good","kind":"mfa","actor":"arn:aws:iam::111122223333:user/alice"}""";

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>After a wanted change, TRAILWATCH_UPDATE_OPENAPI=1 writes the example anew; build, and write the document anew then.</summary>
    [Fact]
    public async Task The_example_s_answer_is_the_one_that_the_document_shows_once_the_example_s_events_were_sent()
    {
        await using var own = new TrailWatchFactory();
        using var client = own.CreateClient();
        await client.PostAsync(Example("events.json"));
        var answer = (await client.PostAsync(Example("queries.json"), path: Queries)).Good();
        Assert.Equal(["1", "2", "3", "4", "5", "6"], Answers(answer).Select(a => (string)a["id"]!));
        Assert.All(Answers(answer), a => Assert.NotNull(a["proof"]!["wouldFire"] ?? a["proof"]!["key"]));
        var text = answer.Json.ToJsonString(Indented) + "\n";
        if (Environment.GetEnvironmentVariable("TRAILWATCH_UPDATE_OPENAPI") == "1")
        {
            await File.WriteAllTextAsync(RepositoryRoot.Of("api", "Http", "Examples", "queries-answer.json"), text, TestContext.Current.CancellationToken);
        }

        Assert.Equal(Example("queries-answer.json"), text);
    }

    [Theory]
    [InlineData("""{"kind":"nope"}""", "kind:one of identity, dormancy, apiCall, spike, mfa, actor"), InlineData("{}", "kind:must be one of"), InlineData("7", ":must be an object")]
    [InlineData("""{"kind":"identity"}""", "userName:userName or actor"), InlineData("""{"kind":"dormancy"}""", "actor:actor or accessKeyId")]
    [InlineData("""{"kind":"dormancy","accessKeyId":"ASIA1"}""", "accessKeyId:AKIA"), InlineData("""{"kind":"mfa","actor":" "}""", "actor:must be")]
    [InlineData("""{"kind":"mfa","actor":"a","at":"soon"}""", "at:2026-03-02T10:00:00Z"), InlineData("""{"kind":"mfa","actor":"a","at":"1969-12-31T23:59:59Z"}""", "at:must be a time")]
    [InlineData("""{"kind":"mfa","actor":"a","hour":"2026-03-02T10:00:00Z"}""", "hour:takes actor, at"), InlineData("""{"kind":"mfa","actor":"a","id":7}""", "id:must be text")]
    [InlineData("""{"kind":"spike","actor":"a","detection":"x","count":-1}""", "detection:api-activity-spike", "count:whole number from 0")]
    [InlineData("""{"kind":"spike","actor":"a","detection":"api-activity-spike","count":1.5}""", "count:whole number")]
    [InlineData("""{"kind":"apiCall"}""", "role:must be", "eventSource:must be", "eventName:must be")]
    [InlineData("""{"kind":"apiCall","role":"deployer","eventSource":"s","eventName":"n"}""", "role:ARN of a role")]
    public async Task A_bad_question_is_answered_with_all_its_faults_and_the_others_are_answered(string bad, params string[] faults)
    {
        using var client = service.CreateClient();
        var answers = Answers((await client.PostAsync($$"""{"questions":[{{Good}},{{bad}},{{Good}}]}""", type: null, path: Queries)).Good());
        Assert.Equal(["never-seen", null, "never-seen"], answers.Select(a => (string?)a["verdict"]));
        var errors = answers[1]["errors"]!.AsObject();
        Assert.Equal(faults.Select(f => f.Split(':')[0]).Order(StringComparer.Ordinal), errors.Select(e => e.Key["questions[1]".Length..].TrimStart('.')).Order(StringComparer.Ordinal));
        Assert.All(faults, f => Assert.Contains(f[(f.IndexOf(':', StringComparison.Ordinal) + 1)..], (string)answers[1]["error"]!, StringComparison.Ordinal));

        var alone = await client.PostAsync($$"""{"questions":[{{bad}}]}""", path: Queries);
        Assert.Equal((string)answers[1]["error"]!, alone.Problem(400, "validation")["Bad Request: ".Length..]);
        Assert.Equal(errors.Count, alone.Json["errors"]!.AsObject().Count);
    }

    [Theory]
    [InlineData(1, 200), InlineData(1000, 200), InlineData(0, 400), InlineData(1001, 400)]
    public async Task So_many_questions_and_no_more(int count, int status)
    {
        using var client = service.CreateClient();
        var answer = await client.PostAsync($$"""{"questions":[{{string.Join(',', Enumerable.Repeat(Good, count))}}]}""", path: Queries);
        Assert.Equal(status, answer.Status);
        if (status == 400)
        {
            Assert.Contains("1 to 1000 questions (Http:MaxQuestions)", answer.Problem(400, "validation"), StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal(count, Answers(answer).Count);
        }
    }

    [Theory]
    [InlineData("", "bad-json"), InlineData("{", "bad-json"), InlineData("[]", "bad-json"), InlineData("""{"question":[]}""", "bad-json")]
    [InlineData("{}", "validation"), InlineData("""{"questions":null}""", "validation"), InlineData("""{"questions":{}}""", "validation"), InlineData("""{"questions":[3,{}]}""", "validation")]
    public async Task What_is_no_list_of_questions_is_refused(string body, string code)
    {
        using var client = service.CreateClient();
        (await client.PostAsync(body, path: Queries)).Problem(400, code);
    }

    [Theory]
    [InlineData(2048, 200), InlineData(2049, 400)]
    public async Task An_actor_s_key_has_a_length(int length, int status)
    {
        using var client = service.CreateClient();
        var body = new JsonObject { ["questions"] = new JsonArray(new JsonObject { ["kind"] = "mfa", ["actor"] = new string('a', length) }) };
        Assert.Equal(status, (await client.PostAsync(body.ToJsonString(), path: Queries)).Status);
        Assert.Equal(status == 200 ? 404 : 400, (await client.ReadAsync($"/v1/actors?key={new string('a', length)}")).Status);
    }

    [Fact]
    public async Task An_actor_is_shown_by_its_key_and_by_no_other()
    {
        await using var own = new TrailWatchFactory();
        using var client = own.CreateClient();
        await client.PostAsync(Example("events.json"));
        var actor = (await client.ReadAsync("/v1/actors?key=arn:aws:iam::111122223333:user/alice")).Good();
        Assert.Equal(("2026-03-02T10:15:00Z", "2026-03-02T10:17:42Z"), (actor.Text("firstSeen"), actor.Text("lastSeen")));
        Assert.Equal("low", (string)actor.Json["openFindings"]![0]!["severity"]!);
        (await client.ReadAsync("/v1/actors?key=arn:aws:iam::111122223333:user/bob")).Problem(404, "no-such-actor");
        Assert.Contains("key must be", (await client.ReadAsync("/v1/actors")).Problem(400, "validation"), StringComparison.Ordinal);
        (await client.ReadAsync("/v1/actors?key=%20")).Problem(400, "validation");
    }

    private static List<JsonObject> Answers(Answer answer) => [.. answer.Json["answers"]!.AsArray().Select(a => a!.AsObject())];

    private static string Example(string name) => File.ReadAllText(RepositoryRoot.Of("api", "Http", "Examples", name));
}
