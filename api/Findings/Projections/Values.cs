using System.Text.Json.Nodes;

namespace TrailWatch.Findings.Projections;

/// <summary>How values are written in events.</summary>
internal static class Values
{
    public static JsonArray Array(IEnumerable<string> values) => [.. values.Select(v => JsonValue.Create(v))];

    public static long Ms(DateTime time) => new DateTimeOffset(time).ToUnixTimeMilliseconds();

    /// <summary>Marks what Splunk may get twice; see Splunk's "About HTTP Event Collector Indexer Acknowledgment".</summary>
    public static void Mark(JsonObject e, Emission? emission)
    {
        if (emission is { Attempt: > 1 } again)
        {
            e["delivery_attempt"] = again.Attempt;
        }

        if (emission is { Resent: true })
        {
            e["resent"] = true;
        }
    }
}

/// <summary>Severity as OCSF counts it: 1 informational, 2 low, 3 medium, 4 high, 5 critical.</summary>
internal static class SeverityIds
{
    public static int Of(Severity severity) => (int)severity + 2;
}
