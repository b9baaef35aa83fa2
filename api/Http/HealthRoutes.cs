using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace TrailWatch.Http;

/// <summary>What an orchestrator asks: is the process alive, and may it be sent requests.</summary>
internal static class HealthRoutes
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/livez", Live)
            .WithName("getLiveness")
            .WithTags(ApiTags.Health)
            .WithSummary("Is the process alive?")
            .WithDescription("Always 200 while the process can answer; looks at nothing else. Needs no key.")
            .WithMetadata(new OpenToAnyone());
        routes.MapGet("/readyz", ReadyAsync)
            .WithName("getReadiness")
            .WithTags(ApiTags.Health)
            .WithSummary("Can requests be served now?")
            .WithDescription("200 when the store can be reached, 503 when not. Warnings do not make it 503. Needs no key.")
            .Produces<ReadyAnswer>()
            .Produces<ReadyAnswer>(StatusCodes.Status503ServiceUnavailable)
            .WithMetadata(new OpenToAnyone());
    }

    private static Ok<LiveAnswer> Live() => TypedResults.Ok(new LiveAnswer("alive"));

    private static async Task<JsonHttpResult<ReadyAnswer>> ReadyAsync(
        HealthCheckService health, IEnumerable<ReadyWarning> warnings, CancellationToken cancellation)
    {
        var report = await health.CheckHealthAsync(cancellation);
        var ready = report.Status != HealthStatus.Unhealthy;
        var answer = new ReadyAnswer(
            ready ? "ready" : "not-ready",
            report.Entries.ToDictionary(e => e.Key, e => e.Value.Description ?? e.Value.Status.ToString().ToLowerInvariant()),
            [.. warnings.Select(w => w.Text)]);
        return TypedResults.Json(
            answer, HttpJson.Default.ReadyAnswer, statusCode: ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }
}

internal sealed record LiveAnswer([property: Description("alive")] string Status);

internal sealed record ReadyAnswer(
    [property: Description("ready or not-ready")] string Status,
    [property: Description("Each thing the service depends on: healthy, or a sentence that says what is wrong.")]
    Dictionary<string, string> Checks,
    [property: Description("What the operator should know though the service works.")]
    IReadOnlyList<string> Warnings);
