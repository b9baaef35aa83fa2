using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using TrailWatch.Questions;

namespace TrailWatch.Http;

/// <summary><c>GET /v1/actors</c>: what is remembered of one actor.</summary>
public static class ActorsApi
{
    private const int LongestKey = 2048;

    public static IEndpointRouteBuilder MapActors(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/actors", GetAsync)
            .WithName("getActor")
            .WithSummary("Read what is remembered of an actor")
            .WithDescription(
                "First and last seen, addresses, both baselines, the hours that still count, a role's known calls, access keys, MFA, findings that nobody has "
                + "decided on, and what the directory says. Reading changes nothing.")
            .WithTags(ApiTags.Actors)
            .WithMetadata(new ParameterNote("key", "The actor's key as findings give it, or the ARN of a user, a role or a role's session.", "arn:aws:iam::111122223333:user/alice") { IsRequired = true })
            .Produces<ActorView>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        return routes;
    }

    private static async Task<Results<Ok<ActorView>, ProblemHttpResult>> GetAsync([FromQuery(Name = "key")] string? key, QuestionDesk desk)
    {
        if (string.IsNullOrWhiteSpace(key) || key.Length > LongestKey)
        {
            var sentence = $"key must be an actor's key, such as arn:aws:iam::111122223333:user/alice: text of 1 to {LongestKey} characters.";
            return Problems.Validation(new Dictionary<string, string[]> { ["key"] = [sentence] });
        }

        return await desk.ViewAsync(key) is { } view
            ? TypedResults.Ok(view)
            : Problems.NotFound("Nothing is remembered of an actor with this key: it was never seen, or not for Memory:ActorRetentionDays. Findings give the keys as actor.key.", "no-such-actor");
    }
}
