using System.ComponentModel;
using System.Reflection;
using Microsoft.AspNetCore.Http.HttpResults;

namespace TrailWatch.Http;

/// <summary>What a playbook's test of connectivity calls: unlike the health routes it asks for the key.</summary>
internal static class PingRoute
{
    /// <summary>Without the commit that the build appends after a plus sign.</summary>
    private static readonly string Version =
        typeof(PingRoute).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    public static void MapPing(this IEndpointRouteBuilder routes) => routes.MapGet("/v1/ping", Ping)
        .WithName("getPing")
        .WithTags(ApiTags.Health)
        .WithSummary("Test the connection and the key")
        .WithDescription("Answers 200 when the caller may call. Use it as the connectivity test of a SOAR asset.")
        .ProducesProblem(StatusCodes.Status403Forbidden);

    private static Ok<PingAnswer> Ping(TimeProvider clock) =>
        TypedResults.Ok(new PingAnswer(Pong: true, Version, clock.GetUtcNow().UtcDateTime));
}

internal sealed record PingAnswer(
    [property: Description("Always true.")] bool Pong,
    [property: Description("The service's version.")] string Version,
    [property: Description("The service's clock, UTC.")] DateTime Time);
