using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using TrailWatch.Collector.Tokens;
using TrailWatch.Detections.ApiActivitySpike;
using TrailWatch.Detections.NewApiCallFromRole;
using TrailWatch.Http;
using TrailWatch.Splunk.Hec;
using TrailWatch.Tests.Service;
using TrailWatch.Tests.Stores;
using Xunit;

namespace TrailWatch.Tests.Deployment;

/// <summary>What is written under <c>config</c> is what the service reads.</summary>
public sealed class SettingsTests
{
    [Fact]
    public async Task Settings_of_every_shape_arrive()
    {
        var read = Configuration(await Chart.RenderAsync("embedded-full"));
        var hec = read.GetSection(HecOptions.Section).Get<HecOptions>()!;
        Assert.Equal(["https://splunk-1.example:8088", "https://splunk-2.example:8088"], hec.Endpoints.Select(e => e.Url));
        Assert.Equal(2, hec.Endpoints[1].Weight);
        Assert.Equal(["native", "rba"], hec.Format);
        Assert.Equal("risk", hec.Indexes["rba"]);
        Assert.Equal(134_217_728, read.GetSection(HttpLimits.Section).Get<HttpLimits>()!.MaxRequestBytes);
        Assert.Equal(2.5, read.GetSection("Detections:ApiActivitySpike").Get<ApiActivitySpikeOptions>()!.Deviations);
        Assert.False(read.GetSection("Detections:NewApiCallFromRole").Get<NewApiCallFromRoleOptions>()!.Enabled);
        var receiver = read.GetSection(CollectorOptions.Section).Get<CollectorOptions>()!;
        Assert.Equal((8088, true, 15), (receiver.Port, receiver.Https, receiver.StopSeconds));
        Assert.True(receiver.Tokens["firehose"].UseAck);
        Assert.Equal("Warning", read["Logging:LogLevel:Microsoft.AspNetCore"]);
    }

    [Fact]
    public async Task Names_of_settings_are_names_of_environment_variables() =>
        Assert.All((await Chart.RenderAsync("embedded-full")).Settings.Keys, name => Assert.Matches("^[-._a-zA-Z][-._a-zA-Z0-9]*$", name));

    [Fact]
    public async Task The_service_starts_with_every_default_written_out()
    {
        using var folder = new ScratchDirectory();
        var values = Path.Combine(folder.Path, "values.json");
        await File.WriteAllTextAsync(
            values, new JsonObject { ["config"] = Defaults(new ConfigSchema().Make()) }.ToJsonString(), TestContext.Current.CancellationToken);
        var settings = Configuration(await Chart.RenderAsync("defaults", "-f", values)).AsEnumerable()
            .Where(s => s.Value is not null && s.Key is not ("Store:Path" or "ASPNETCORE_HTTP_PORTS"))
            .Select(s => (s.Key, s.Value!))
            .ToArray();
        Assert.InRange(settings.Length, 60, 1_000);

        await using var service = TrailWatchFactory.With(settings);
        using var client = service.CreateClient();
        using var ready = await client.GetAsync("/readyz", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
    }

    private static JsonNode? Defaults(JsonObject shape)
    {
        if (shape["properties"] is not JsonObject properties)
        {
            return shape["default"]?.DeepClone();
        }

        var section = properties
            .Select(p => KeyValuePair.Create(p.Key, Defaults((JsonObject)p.Value!)))
            .Where(p => p.Value is not null);
        return new JsonObject(section);
    }

    private static IConfiguration Configuration(Rendered chart) => new ConfigurationBuilder()
        .AddInMemoryCollection(chart.Settings.Select(s => KeyValuePair.Create(s.Key.Replace("__", ":", StringComparison.Ordinal), (string?)s.Value)))
        .Build();
}
