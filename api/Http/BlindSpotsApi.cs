using System.Globalization;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using TrailWatch.Coverage;

namespace TrailWatch.Http;

/// <summary><c>GET /v1/blindspots</c>: what the detections cannot see now.</summary>
public static class BlindSpotsApi
{
    public static IEndpointRouteBuilder MapBlindSpots(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/blindspots", ListAsync)
            .WithName("listBlindSpots")
            .WithSummary("List what the detections cannot see now")
            .WithDescription(
                "Actors in cold start, roles that only learn, identities never seen, service accounts that nobody uses, AWS accounts that are silent, "
                + "how late events come, and detections that are off or cannot judge: each with what it means and what to do. It reads everybody who is "
                + "remembered, which takes a second or so for every 50,000 actors; one such call works at a time, others wait, and get 429 after ten seconds.")
            .WithTags(ApiTags.Actors)
            .WithMetadata([.. BlindSpotsQuery.Notes])
            .Produces<BlindSpotReport>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status429TooManyRequests)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        return routes;
    }

    private static async Task<Results<Ok<BlindSpotReport>, ProblemHttpResult>> ListAsync(
        [AsParameters] BlindSpotsQuery query,
        IValidator<BlindSpotsQuery> rules,
        BlindSpots blindSpots,
        ScanTurn turn,
        TimeProvider clock,
        HttpResponse response,
        CancellationToken cancellation)
    {
        if (rules.Validate(query) is { IsValid: false } faults)
        {
            return Problems.Validation(faults);
        }

        using var mine = await turn.TakeAsync(cancellation);
        return mine is null ? Busy(response) : TypedResults.Ok(await blindSpots.FindAsync(query.ToQuestion(clock.GetUtcNow()), cancellation));
    }

    internal static ProblemHttpResult Busy(HttpResponse response)
    {
        response.Headers.RetryAfter = Problems.RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        return Problems.Of(
            StatusCodes.Status429TooManyRequests, "Another call is reading everybody who is remembered; one does so at a time. Send the request again in a moment.", "busy");
    }
}
