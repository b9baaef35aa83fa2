using System.Globalization;
using System.Text.Json;

namespace TrailWatch.Bench;

/// <summary>One API call of the generated trail, with parameters and an answer nested as AWS's are.</summary>
internal sealed class GeneratedCall(string service, string name, int number)
{
    public string Source { get; } = $"{service}.amazonaws.com";

    public string Name { get; } = name;

    public void WriteParameters(Utf8JsonWriter json, Random random, string region)
    {
        json.WriteStartObject("requestParameters");
        json.WriteStartObject("filterSet");
        json.WriteStartArray("items");
        for (var i = 0; i <= (number % 4 == 1 ? 1 : 0); i++)
        {
            json.WriteStartObject();
            json.WriteString("name", i == 0 ? "resource-id" : "tag:Environment");
            json.WriteStartObject("valueSet");
            json.WriteStartArray("items");
            json.WriteStartObject();
            json.WriteString("value", i == 0 ? Id(random) : "production");
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteNumber("maxResults", 100);
        json.WriteBoolean("dryRun", false);
        if (number % 5 == 0)
        {
            json.WriteString("description", "nightly run of \"orders\"\\eu, started by the scheduler for the warehouse team");
        }

        json.WriteString("roleArn", $"arn:aws:iam::{GeneratedActor.Account}:role/service-role/{service}-{region}");
        json.WriteEndObject();
    }

    public void WriteResponse(Utf8JsonWriter json, Random random, string region)
    {
        json.WriteStartObject("responseElements");
        json.WriteString("requestId", Id(random));
        json.WriteStartObject("resultSet");
        json.WriteStartArray("items");
        for (var i = 0; i <= number % 2; i++)
        {
            json.WriteStartObject();
            json.WriteString("resourceId", Id(random));
            json.WriteString("resourceArn", Arn(random, region));
            json.WriteStartObject("currentState");
            json.WriteNumber("code", 16);
            json.WriteString("name", "running");
            json.WriteEndObject();
            json.WriteString("launchTime", "2026-03-02T09:58:13.000Z");
            json.WriteBoolean("ebsOptimized", true);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    public void WriteResources(Utf8JsonWriter json, Random random, string region)
    {
        if (number % 2 != 0)
        {
            return;
        }

        json.WriteStartArray("resources");
        json.WriteStartObject();
        json.WriteString("accountId", GeneratedActor.Account);
        json.WriteString("type", $"AWS::{service}::Resource");
        json.WriteString("ARN", Arn(random, region));
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private string Arn(Random random, string region) => $"arn:aws:{service}:{region}:{GeneratedActor.Account}:resource/{Id(random)}";

    private static string Id(Random random) => string.Create(CultureInfo.InvariantCulture, $"r-0{random.NextInt64():x16}");
}
