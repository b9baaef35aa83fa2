using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace TrailWatch.Tests.Service;

/// <summary>What the document shows works as it stands, on a service that has just been started.</summary>
public sealed class OpenApiExampleTests
{
    private const string HecToken = "0b4e7a52-6c1d-4f3e-9a58-1f2e3d4c5b6a";

    /// <summary>Answers in Splunk's form.</summary>
    private const string Collector = "/services/collector";

    /// <summary>A service that has just been started knows none, and says how to name one.</summary>
    private static readonly string[] NeedASplunk = ["/v1/deliveries/test", "/v1/deliveries/flush"];

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [Fact]
    public async Task Every_operation_can_be_called_as_the_document_shows_it()
    {
        await using var service = TrailWatchFactory.With(("Collector:Tokens:example:Token", HecToken), ("Collector:Tokens:example:UseAck", "true"));
        using var client = service.CreateClient();
        var calls = (await OperationsAsync(client)).SelectMany(Calls).ToList();
        Assert.InRange(calls.Count, 16, int.MaxValue);
        foreach (var (method, path, type, body) in calls)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            if (path.StartsWith(Collector, StringComparison.Ordinal))
            {
                Assert.True(request.Headers.TryAddWithoutValidation("Authorization", "Splunk " + HecToken));
            }

            if (body is not null)
            {
                request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
                request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type!);
            }

            var answer = await client.AskAsync(request);
            if (NeedASplunk.Contains(path))
            {
                answer.Problem(409, "no-endpoint");
                continue;
            }

            Assert.True(answer.Status is 200 or 202 or 204, $"{method} {path} as {type}: {answer.Status} {answer.Body}");
        }
    }

    /// <summary>After a wanted change, TRAILWATCH_UPDATE_OPENAPI=1 writes the example anew; build, and write the document anew then.</summary>
    [Fact]
    public async Task The_events_give_the_answer_that_the_document_shows()
    {
        await using var service = new TrailWatchFactory();
        using var client = service.CreateClient();
        var operation = (await OperationsAsync(client)).Single(o => o.Operation["operationId"]!.GetValue<string>() == "evaluateEvents").Operation;
        var answer = (await client.PostAsync(operation["requestBody"]!["content"]!["application/json"]!["example"]!.ToJsonString())).Good();
        Assert.NotEmpty(answer.Findings);

        if (Environment.GetEnvironmentVariable("TRAILWATCH_UPDATE_OPENAPI") == "1")
        {
            await File.WriteAllTextAsync(
                RepositoryRoot.Of("api", "Http", "Examples", "events-answer.json"), answer.Json.ToJsonString(Indented) + "\n", TestContext.Current.CancellationToken);
        }

        var shown = operation["responses"]!["200"]!["content"]!["application/json"]!["example"]!;
        Assert.Equal(shown.ToJsonString(Indented), answer.Json.ToJsonString(Indented));
    }

    [Fact]
    public async Task Every_parameter_is_described_and_has_an_example()
    {
        await using var service = new TrailWatchFactory();
        using var client = service.CreateClient();
        var parameters = (await OperationsAsync(client)).SelectMany(o => Parameters(o.Operation)).ToList();
        Assert.NotEmpty(parameters);
        Assert.All(parameters, p => Assert.EndsWith(".", p["description"]?.GetValue<string>() ?? "", StringComparison.Ordinal));
        Assert.All(parameters, p => Assert.NotEmpty(Example(p)));
    }

    [Fact]
    public async Task Every_failure_in_the_document_is_a_problem()
    {
        await using var service = new TrailWatchFactory();
        using var client = service.CreateClient();
        foreach (var (_, path, operation) in await OperationsAsync(client))
        {
            var failures = operation["responses"]!.AsObject().Where(r => r.Key[0] is '4' or '5').ToList();
            Assert.True(failures.Count > 0 || path == "/livez", path);
            Assert.True(path is "/livez" or "/readyz" or Collector + "/health" || failures.Any(f => f.Key == "403"), path);
            Assert.All(failures.Where(_ => path != "/readyz" && !path.StartsWith(Collector, StringComparison.Ordinal)), f => Assert.Equal(
                "#/components/schemas/ProblemDetails", f.Value!["content"]!["application/problem+json"]!["schema"]!["$ref"]!.GetValue<string>()));
        }
    }

    [Fact]
    public async Task Nothing_in_the_document_is_one_of_several_things()
    {
        await using var service = new TrailWatchFactory();
        using var client = service.CreateClient();
        var document = (await client.ReadAsync("/openapi/v1.json")).Body;
        Assert.All(["oneOf", "anyOf", "allOf", "&amp;"], text => Assert.DoesNotContain(text, document, StringComparison.Ordinal));
        Assert.DoesNotMatch("""\[\s*"(null",\s*")?(integer|number|string)",\s*"(integer|number|string)"\s*\]""", document);
    }

    private static async Task<List<(string Method, string Path, JsonObject Operation)>> OperationsAsync(HttpClient client) =>
    [
        .. (await client.ReadAsync("/openapi/v1.json")).Json["paths"]!.AsObject()
            .SelectMany(p => p.Value!.AsObject().Select(o => (o.Key.ToUpperInvariant(), p.Key, o.Value!.AsObject()))),
    ];

    /// <summary>One for each body that is shown, or one without a body; with the examples of all parameters.</summary>
    private static IEnumerable<(string Method, string Path, string? Type, string? Body)> Calls((string Method, string Path, JsonObject Operation) shown)
    {
        var (method, path, operation) = shown;
        var query = new List<string>();
        foreach (var parameter in Parameters(operation))
        {
            var (name, value) = (parameter["name"]!.GetValue<string>(), Uri.EscapeDataString(Example(parameter)));
            path = path.Replace($"{{{name}}}", value, StringComparison.Ordinal);
            if (parameter["in"]!.GetValue<string>() == "query")
            {
                query.Add($"{name}={value}");
            }
        }

        path += query.Count > 0 ? "?" + string.Join('&', query) : "";
        if (operation["requestBody"] is not { } body)
        {
            return [(method, path, null, null)];
        }

        return body["content"]!.AsObject().Select(media => (
            method, path, (string?)media.Key, (string?)(media.Value!["example"] is JsonValue text ? text.GetValue<string>() : media.Value["example"]!.ToJsonString())));
    }

    private static IEnumerable<JsonObject> Parameters(JsonObject operation) => operation["parameters"]?.AsArray().Select(p => p!.AsObject()) ?? [];

    private static string Example(JsonObject parameter) =>
        (parameter["example"] ?? parameter["schema"]!["examples"]?[0])?.ToString() ?? "";
}
