using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using TrailWatch.Findings;

namespace TrailWatch.Http;

/// <summary><c>GET /v1/findings</c> and <c>/v1/findings/{id}</c>.</summary>
public static class FindingsApi
{
    public static IEndpointRouteBuilder MapFindings(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/findings", ListAsync)
            .WithName("listFindings")
            .WithSummary("List findings, newest first")
            .WithDescription("Filters are joined by and. A page ends with nextCursor; ask again with it as cursor for the next. A finding that is revised while you page may come twice, but is never missed.")
            .WithTags(ApiTags.Findings)
            .WithMetadata([.. FindingsQuery.Notes])
            .Produces<FindingPage>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        routes.MapGet("/v1/findings/{id}", GetAsync)
            .WithName("getFinding")
            .WithSummary("Read one finding")
            .WithDescription("The finding as it stands now, with its newest revision.")
            .WithTags(ApiTags.Findings)
            .WithMetadata(new ParameterNote("id", "The finding's id, 32 hex digits.", "5d354b671342a531ce5da248d3fc84dc"))
            .Produces<Finding>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        return routes;
    }

    private static async Task<Results<Ok<FindingPage>, ProblemHttpResult>> ListAsync(
        [AsParameters] FindingsQuery query, IValidator<FindingsQuery> rules, FindingSearch search)
    {
        if (rules.Validate(query) is { IsValid: false } faults)
        {
            return Problems.Validation(faults);
        }

        var (items, next) = await search.FindAsync(query.ToFilter(), query.After(), query.Most());
        return TypedResults.Ok(new FindingPage(items, next?.ToString()));
    }

    private static async Task<Results<Ok<Finding>, ProblemHttpResult>> GetAsync(
        string id, FindingStore findings) =>
        FindingId.IsValid(id) && await findings.FindAsync(id) is { } finding
            ? TypedResults.Ok(finding)
            : Problems.NotFound("There is no finding of this id, or it is older than Findings:RetentionDays.", "no-such-finding");
}

/// <summary>A page of findings.</summary>
/// <param name="Items">Newest first.</param>
/// <param name="NextCursor">For the next page; null on the last.</param>
public sealed record FindingPage(IReadOnlyList<Finding> Items, string? NextCursor);
