using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using TrailWatch.Splunk.Delivery;

namespace TrailWatch.Http;

/// <summary><c>POST /v1/deliveries/test</c> and <c>POST /v1/deliveries/flush</c>: the HTTP Event Collectors that findings go to.</summary>
public static class SplunkEndpointsApi
{
    public static IEndpointRouteBuilder MapSplunkEndpoints(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/deliveries/test", TestAsync)
            .WithName("testDelivery")
            .WithSummary("Send one marked event to Splunk now")
            .WithDescription(
                "Sends one event of sourcetype trailwatch:test to each endpoint, past the queue, and answers what each said: the only proof that address, token and "
                + "index work, since HEC's own health says nothing of the token. Search for test_id to see it indexed. Without an endpoint in the configuration: 409.")
            .WithTags(ApiTags.Findings)
            .Produces<DeliveryTestAnswer>()
            .ProducesProblem(StatusCodes.Status409Conflict);
        routes.MapPost("/v1/deliveries/flush", Flush)
            .WithName("flushDeliveries")
            .WithSummary("Try all endpoints of this replica at once")
            .WithDescription(
                "Ends the pause of every endpoint that failed or refused its token, and sends what waits without waiting for more: for whoever has just mended one. "
                + "Answers how each stood before. Without an endpoint in the configuration: 409.")
            .WithTags(ApiTags.Findings)
            .Produces<EndpointList>()
            .ProducesProblem(StatusCodes.Status409Conflict);
        return routes;
    }

    internal static ProblemHttpResult NoEndpoint() => Problems.Conflict(
        "Nothing is delivered, because the configuration names no endpoint: set Splunk:Hec:Endpoints:0:Url and :TokenFile.", "no-endpoint");

    private static async Task<Results<Ok<DeliveryTestAnswer>, ProblemHttpResult>> TestAsync(
        [FromServices] DeliveryTest? test, CancellationToken cancellation) =>
        test is null ? NoEndpoint() : TypedResults.Ok(new DeliveryTestAnswer(await test.SendAsync(cancellation)));

    private static Results<Ok<EndpointList>, ProblemHttpResult> Flush([FromServices] DeliveryStatus? lanes)
    {
        if (lanes is null)
        {
            return NoEndpoint();
        }

        var before = lanes.Endpoints;
        lanes.Flush();
        return TypedResults.Ok(new EndpointList(before));
    }
}

/// <summary>What each endpoint said.</summary>
/// <param name="Endpoints">In the order of the configuration.</param>
internal sealed record DeliveryTestAnswer(IReadOnlyList<DeliveryTestResult> Endpoints);

/// <summary>How the endpoints do.</summary>
/// <param name="Endpoints">In the order of the configuration.</param>
internal sealed record EndpointList(IReadOnlyList<LaneStatus> Endpoints);
