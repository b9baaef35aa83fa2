using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TrailWatch.Splunk.Delivery;
using TrailWatch.Tests.Splunk.FakeHec;
using Xunit;

namespace TrailWatch.Tests.Splunk;

public sealed class DeliveryHealthTests
{
    [Theory]
    [InlineData(503, 18)]
    [InlineData(503, 23)]
    [InlineData(400, 21)]
    public async Task C51_An_endpoint_that_is_not_healthy_is_a_warning_at_the_start(int status, int code)
    {
        await using var server = await HecServer.StartAsync();
        server.Health = (status, code);
        await using var run = await DeliveryRun.StartAsync(server, InMemoryOutbox.With(Parcels.One("p0")), ("StartupCheck", "warn"));
        await run.UntilAsync(() => run.Outbox.IsEmpty && run.Log.All.Any(line => line.Level == LogLevel.Warning));
        Assert.Single(run.Log.All, line => line.Level == LogLevel.Warning && line.Text.Contains("is not healthy", StringComparison.Ordinal));
        Assert.Single(server.Requests, request => (request.Method, request.Path) == ("GET", "/services/collector/health/1.0"));
    }

    [Fact]
    public async Task C51_Or_refuses_the_start_with_a_sentence()
    {
        await using var server = await HecServer.StartAsync();
        server.Health = (503, 18);
        var run = DeliveryRun.Build([server.Url], new InMemoryOutbox(), ("StartupCheck", "fail"));
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(run.StartAsync);
        Assert.Contains("HEC is unhealthy, queues are full", Assert.Single(refused.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public async Task C51_A_healthy_one_is_nothing_to_tell()
    {
        await using var server = await HecServer.StartAsync();
        await using var run = await DeliveryRun.StartAsync(server, new InMemoryOutbox(), ("StartupCheck", "fail"));
        Assert.DoesNotContain(run.Log.All, line => line.Level >= LogLevel.Warning);
    }

    [Theory]
    [InlineData("false", HealthStatus.Degraded)]
    [InlineData("true", HealthStatus.Unhealthy)]
    public async Task C52_Splunk_away_degrades_readiness_and_fails_it_only_where_that_is_wanted(string required, HealthStatus status)
    {
        await using var server = await HecServer.StartAsync();
        await using var run = await DeliveryRun.StartAsync(server, new InMemoryOutbox(), ("RequireForReadiness", required));
        var health = run.Get<HealthCheckService>();
        Assert.Equal(HealthStatus.Healthy, (await health.CheckHealthAsync(TestContext.Current.CancellationToken)).Status);

        server.Tokens.Clear();
        run.Outbox.Add(Parcels.One("p0"));
        await run.UntilAsync(() => run.Endpoints[0].State == LaneState.Held);
        var report = await health.CheckHealthAsync(TestContext.Current.CancellationToken);
        Assert.Equal(status, report.Status);
        Assert.Contains("Invalid token (code 4)", report.Entries["splunk"].Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task C51_The_test_event_proves_address_token_and_index()
    {
        await using var server = await HecServer.StartAsync();
        server.AllowedIndexes = ["findings"];
        await using var run = await DeliveryRun.StartAsync(
            [server.Url, server.Url], new InMemoryOutbox(), ("Endpoints:0:Index", "findings"), ("Endpoints:1:Index", "elsewhere"));
        var results = await run.Get<DeliveryTest>().SendAsync(TestContext.Current.CancellationToken);
        Assert.Equal([(true, 0), (false, 7)], results.Select(r => (r.Works, r.HecCode ?? -1)));
        var indexed = Assert.Single(server.Index);
        Assert.Equal((results[0].TestId, "trailwatch:test"), ((string?)indexed["event"]!["test_id"], (string?)indexed["sourcetype"]));
    }
}
