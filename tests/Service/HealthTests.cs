using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace TrailWatch.Tests.Service;

public sealed class HealthTests(TrailWatchFactory service) : IClassFixture<TrailWatchFactory>
{
    [Fact]
    public async Task The_process_is_alive() =>
        Assert.Equal("alive", (await GetAsync("/livez")).Body["status"]!.GetValue<string>());

    [Fact]
    public async Task It_is_ready_and_warns_that_it_has_no_key()
    {
        var (status, body) = await GetAsync("/readyz");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("ready", body["status"]!.GetValue<string>());
        Assert.Equal("healthy", body["checks"]!["store"]!.GetValue<string>());
        Assert.Contains("No API key", Assert.Single(body["warnings"]!.AsArray())!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ping_is_answered_with_the_version_and_the_time()
    {
        var (status, body) = await GetAsync("/v1/ping");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.True(body["pong"]!.GetValue<bool>());
        Assert.DoesNotContain('+', body["version"]!.GetValue<string>());
        Assert.EndsWith("Z", body["time"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_its_redis_it_starts_and_says_that_it_is_not_ready()
    {
        await using var lonely = TrailWatchFactory.With(("Store:Mode", "Redis"), ("Store:ConnectionString", "127.0.0.1:1"));
        using var client = lonely.CreateClient();
        using var answer = await client.GetAsync("/readyz", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        var body = await answer.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken);
        Assert.Equal("not-ready", body!["status"]!.GetValue<string>());
        using var live = await client.GetAsync("/livez", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
    }

    private async Task<(HttpStatusCode Status, JsonObject Body)> GetAsync(string path)
    {
        using var client = service.CreateClient();
        using var answer = await client.GetAsync(path, TestContext.Current.CancellationToken);
        return (answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken))!);
    }
}
