using System.Text.Json.Nodes;
using TrailWatch.Tests.Service;
using Xunit;

namespace TrailWatch.Tests.Collector;

/// <summary>The collector's routes in the API's description.</summary>
public sealed class DescriptionTests
{
    [Fact]
    public async Task H51_The_routes_have_a_tag_of_their_own_bodies_as_text_that_can_be_sent_and_Splunk_s_reply()
    {
        await using var hec = new Hec();
        var paths = JsonNode.Parse((await hec.Client.ReadAsync("/openapi/v1.json")).Good().Body)!["paths"]!.AsObject()
            .Where(p => p.Key.StartsWith("/services/collector", StringComparison.Ordinal)).ToList();
        Assert.Equal(["/services/collector/ack", "/services/collector/event", "/services/collector/health", "/services/collector/raw"], paths.Select(p => p.Key).Order(StringComparer.Ordinal));
        foreach (var (path, verbs) in paths)
        {
            var operation = verbs!.AsObject().Single().Value!;
            Assert.Equal(["Collector"], operation["tags"]!.AsArray().Select(t => (string)t!));
            Assert.NotNull(operation["responses"]!["200"]!["content"]!["application/json"]!["schema"]);
            if (path.EndsWith("/event", StringComparison.Ordinal) || path.EndsWith("/raw", StringComparison.Ordinal))
            {
                var example = (string)operation["requestBody"]!["content"]!["text/plain"]!["example"]!;
                Assert.Equal(Hec.Success, (await hec.PostAsync(path, System.Text.Encoding.UTF8.GetBytes(example))).Body);
            }
        }
    }
}
