using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using TrailWatch.Http;
using Xunit;

namespace TrailWatch.Tests.Deployment;

public sealed class ConfigSchemaTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static string SchemaFile => Path.Combine(Chart.Folder, "values.schema.json");

    /// <summary>TRAILWATCH_UPDATE_CHART=1 writes the file instead of holding it against the options.</summary>
    [Fact]
    public async Task The_charts_settings_are_the_services()
    {
        var written = await File.ReadAllTextAsync(SchemaFile, TestContext.Current.CancellationToken);
        var schema = JsonNode.Parse(written)!;
        schema["$defs"]!["config"] = new ConfigSchema().Make();
        var made = schema.ToJsonString(Indented) + "\n";
        if (Environment.GetEnvironmentVariable("TRAILWATCH_UPDATE_CHART") == "1")
        {
            await File.WriteAllTextAsync(SchemaFile, made, TestContext.Current.CancellationToken);
            return;
        }

        Assert.True(made == written, "helm/trailwatch/values.schema.json is not that of the options; TRAILWATCH_UPDATE_CHART=1 renews it.");
    }

    [Fact]
    public void No_options_are_forgotten()
    {
        var schema = new ConfigSchema();
        schema.Make();
        Assert.Empty(
            from type in typeof(HttpLimits).Assembly.GetTypes()
            where type.Name.EndsWith("Options", StringComparison.Ordinal) && !type.IsAbstract && !schema.Seen.Contains(type)
            select type.FullName);
    }

    [Fact]
    public void Nothing_is_allowed_that_is_not_named()
    {
        // Helm's own, and the values of a chart that is not ours.
        string[] expected = ["$.properties.global", "$.properties.redis.properties.global", "$.properties.redis.properties.server"];
        Assert.Equal(expected, Open(JsonNode.Parse(File.ReadAllText(SchemaFile)), "$"));
    }

    private static IEnumerable<string> Open(JsonNode? node, string path) => node switch
    {
        JsonObject shape => (shape["type"] is JsonValue type && type.ToString() == "object" && !Closed(shape["additionalProperties"]) ? [path] : Array.Empty<string>())
            .Concat(shape.SelectMany(member => Open(member.Value, $"{path}.{member.Key}"))),
        JsonArray list => list.SelectMany(item => Open(item, path)),
        _ => [],
    };

    /// <summary>Nothing more, or more of one shape.</summary>
    private static bool Closed(JsonNode? more) => more is JsonObject || more?.ToString() == "false";
}
