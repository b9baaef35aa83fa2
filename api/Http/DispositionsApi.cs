using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using TrailWatch.Evaluation;
using TrailWatch.Findings;

namespace TrailWatch.Http;

/// <summary><c>/v1/findings/{id}/disposition</c>: what an analyst says of a finding.</summary>
public static class DispositionsApi
{
    private const string Path = "/v1/findings/{id}/disposition";

    public static IEndpointRouteBuilder MapDispositions(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, GetAsync)
            .WithName("getDisposition")
            .WithSummary("Read who said what of a finding")
            .WithDescription($"The disposition that holds, and the last {DispositionStore.TrailCap} decisions, newest first: who, when, from what to what, why, and what was taught by it.")
            .WithTags(ApiTags.Findings)
            .WithMetadata(IdNote)
            .Produces<FindingDisposition>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        routes.MapPut(Path, PutAsync)
            .WithName("setDisposition")
            .WithSummary("Say whether a finding is benign or malicious")
            .WithDescription(
                "Kept with who said it, when and why. It teaches the baseline of the two spike detections in profile hardened, which learns from a spike "
                + "only its threshold: of a benign hour the whole count is learnt too, when the hour closes, or at once if it has closed, and once for all; a "
                + "malicious hour that has not closed is left out; undecided takes a word back while the hour is open. taught says what was done. The "
                + "disposition stays when the finding is revised. Sending the same again is safe.")
            .WithTags(ApiTags.Findings)
            .WithMetadata(IdNote, new RequestExample("application/json", "disposition.json", typeof(DispositionBody)))
            .Produces<FindingDisposition>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        return routes;
    }

    private static ParameterNote IdNote => new("id", "The finding's id, 32 hex digits.", FindingsApi.ExampleId);

    private static async Task<Results<Ok<FindingDisposition>, ProblemHttpResult>> GetAsync(string id, FindingDecisions decisions) =>
        FindingId.IsValid(id) && await decisions.ReadAsync(id) is { } disposition ? TypedResults.Ok(disposition) : FindingsApi.Unknown();

    private static async Task<Results<Ok<FindingDisposition>, ProblemHttpResult>> PutAsync(
        string id,
        HttpRequest request,
        IValidator<DispositionPut> rules,
        FindingDecisions decisions,
        IOptions<HttpLimits> limits,
        CancellationToken cancellation)
    {
        var body = await JsonBody.ReadAsync(request, limits.Value, ApiJsonContext.Default.DispositionPut, cancellation);
        if (rules.Validate(body) is { IsValid: false } faults)
        {
            return Problems.Validation(faults);
        }

        return FindingId.IsValid(id) && await decisions.DecideAsync(id, body.ToDecision()) is { } disposition
            ? TypedResults.Ok(disposition)
            : FindingsApi.Unknown();
    }
}
