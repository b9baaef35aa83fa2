using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using TrailWatch.Coverage;

namespace TrailWatch.Http;

/// <summary><c>POST /v1/service-accounts/proposals</c>: accounts to approve, from what was seen.</summary>
public static class ProposalsApi
{
    public static IEndpointRouteBuilder MapProposals(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/service-accounts/proposals", ProposeAsync)
            .WithName("proposeServiceAccounts")
            .WithSummary("Propose service accounts from what was seen")
            .WithDescription(
                "Accounts that act like machines (roles, and users with long-term keys only; never with MFA, never at the console), have done so for a "
                + "while and are not in the directory; the busiest first, each with its reason. And approvals that nobody uses. Nothing is changed: "
                + "somebody looks at it, and sends the items, or the whole answer, to PATCH /v1/service-accounts. It reads everybody who is remembered; one "
                + "such call works at a time, others wait, and get 429 after ten seconds.")
            .WithTags(ApiTags.Directory)
            .WithMetadata(new RequestExample("application/json", "proposals.json", typeof(ProposalsBody)))
            .Produces<ProposalAnswer>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status429TooManyRequests)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        return routes;
    }

    private static async Task<Results<Ok<ProposalAnswer>, ProblemHttpResult>> ProposeAsync(
        HttpRequest request,
        IValidator<ProposalsBody> rules,
        ProposalFinder proposals,
        ScanTurn turn,
        IOptions<HttpLimits> limits,
        TimeProvider clock,
        CancellationToken cancellation)
    {
        var body = await JsonBody.ReadOptionalAsync(request, limits.Value, ApiJsonContext.Default.ProposalsBody, cancellation) ?? new();
        if (rules.Validate(body) is { IsValid: false } faults)
        {
            return Problems.Validation(faults);
        }

        using var mine = await turn.TakeAsync(cancellation);
        return mine is null
            ? BlindSpotsApi.Busy(request.HttpContext.Response)
            : TypedResults.Ok(await proposals.FindAsync(body.ToQuestion(clock.GetUtcNow()), cancellation));
    }
}
