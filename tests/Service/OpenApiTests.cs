using System.Text.Json.Nodes;
using Xunit;

namespace TrailWatch.Tests.Service;

/// <summary>
/// The committed documents are what the service serves. After a wanted change: <c>TRAILWATCH_UPDATE_OPENAPI=1 dotnet test</c>
/// writes them anew.
/// </summary>
public sealed class OpenApiTests(TrailWatchFactory service) : IClassFixture<TrailWatchFactory>
{
    private const int LongestSummary = 60;
    private const int MostTags = 7;

    [Theory, InlineData("v1.json")]
    public async Task The_committed_document_is_the_served_one(string file)
    {
        var committed = RepositoryRoot.Of("openapi", file);
        var served = (await TextAsync(file)).ReplaceLineEndings("\n") + "\n";
        if (Environment.GetEnvironmentVariable("TRAILWATCH_UPDATE_OPENAPI") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(committed)!);
            await File.WriteAllTextAsync(committed, served, TestContext.Current.CancellationToken);
        }

        Assert.Equal(await File.ReadAllTextAsync(committed, TestContext.Current.CancellationToken), served);
    }

    [Fact]
    public async Task Every_operation_has_an_id_of_its_own_and_a_short_summary()
    {
        var operations = Operations(await ServedAsync("v1.json"));
        Assert.All(operations, o => Assert.Matches("^[a-z][A-Za-z]+$", o["operationId"]?.GetValue<string>() ?? ""));
        Assert.All(operations, o => Assert.InRange(o["summary"]?.GetValue<string>().Length ?? 0, 1, LongestSummary));
        Assert.All(operations, o => Assert.NotEmpty(o["description"]?.GetValue<string>() ?? ""));
        Assert.Distinct(operations.Select(o => o["operationId"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Every_tag_in_use_is_described()
    {
        var document = await ServedAsync("v1.json");
        var described = document["tags"]!.AsArray().ToDictionary(t => t!["name"]!.GetValue<string>(), t => t!["description"]?.GetValue<string>());
        Assert.InRange(described.Count, 1, MostTags);
        Assert.DoesNotContain(described.Values, string.IsNullOrEmpty);
        Assert.All(Operations(document).SelectMany(o => o["tags"]!.AsArray()), t => Assert.Contains(t!.GetValue<string>(), described));
    }

    [Fact]
    public async Task The_address_in_the_document_is_a_setting()
    {
        await using var elsewhere = TrailWatchFactory.With(("OpenApi:ServerUrl", "https://trailwatch.example"));
        using var client = elsewhere.CreateClient();
        var document = JsonNode.Parse(await client.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken))!;
        Assert.Equal("https://trailwatch.example", document["servers"]![0]!["url"]!.GetValue<string>());
    }

    [Theory, InlineData("http://localhost:9000"), InlineData("https://10.1.2.3")]
    public async Task Without_it_the_page_calls_the_service_that_it_came_from(string address)
    {
        using var client = service.CreateClient();
        client.BaseAddress = new(address);
        var document = JsonNode.Parse(await client.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken))!;
        Assert.Equal(address, document["servers"]![0]!["url"]!.GetValue<string>());
    }

    private static List<JsonObject> Operations(JsonObject document) =>
        [.. document["paths"]!.AsObject().SelectMany(p => p.Value!.AsObject()).Select(o => o.Value!.AsObject())];

    private async Task<JsonObject> ServedAsync(string file) => JsonNode.Parse(await TextAsync(file))!.AsObject();

    private async Task<string> TextAsync(string file)
    {
        using var client = service.CreateClient();
        client.BaseAddress = new("http://127.0.0.1:8080");
        return await client.GetStringAsync($"/openapi/{file}", TestContext.Current.CancellationToken);
    }
}
