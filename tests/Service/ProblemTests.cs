using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace TrailWatch.Tests.Service;

public sealed class ProblemTests(TrailWatchFactory service) : IClassFixture<TrailWatchFactory>
{
    [Theory]
    [InlineData("GET", "/no-such-path", HttpStatusCode.NotFound)]
    [InlineData("DELETE", "/v1/ping", HttpStatusCode.MethodNotAllowed)]
    public async Task A_failure_is_a_problem_with_a_sentence(string method, string path, HttpStatusCode status)
    {
        using var client = service.CreateClient();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = await answer.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken);
        Assert.NotEmpty(problem!["error"]!.GetValue<string>());
        Assert.Equal((int)status, problem["status"]!.GetValue<int>());
    }

    [Fact]
    public async Task The_root_leads_to_the_page()
    {
        using var client = service.CreateClient();
        var page = await client.GetStringAsync("/", TestContext.Current.CancellationToken);
        Assert.Contains("swagger-ui", page, StringComparison.Ordinal);
    }
}
