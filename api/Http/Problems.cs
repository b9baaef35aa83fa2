using FluentValidation.Results;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace TrailWatch.Http;

/// <summary>
/// Every error that is answered, as problem+json (RFC 9457). <c>error</c> repeats title and detail in one sentence, since Splunk SOAR
/// shows nothing else; <c>code</c> is stable, for programs; <c>errors</c> has the faults of a body by JSON path.
/// </summary>
public static class Problems
{
    public const string UnsupportedEncoding = "unsupported-encoding";

    /// <summary>Seconds after which a store that was away is worth asking again.</summary>
    public const int RetryAfterSeconds = 5;

    public static ProblemHttpResult BadRequest(string detail, string code = "bad-request") =>
        Of(StatusCodes.Status400BadRequest, detail, code);

    public static ProblemHttpResult NotFound(string detail, string code = "not-found") =>
        Of(StatusCodes.Status404NotFound, detail, code);

    public static ProblemHttpResult Conflict(string detail, string code = "conflict") =>
        Of(StatusCodes.Status409Conflict, detail, code);

    public static ProblemHttpResult TooLarge(string detail, string code = "too-large") =>
        Of(StatusCodes.Status413PayloadTooLarge, detail, code);

    public static ProblemHttpResult UnsupportedMediaType(string detail, string code = "unsupported-media-type") =>
        Of(StatusCodes.Status415UnsupportedMediaType, detail, code);

    /// <summary>All faults of a body at once: path to sentences.</summary>
    public static ProblemHttpResult Validation(IDictionary<string, string[]> errors, string? detail = null)
    {
        var sentence = detail ?? errors.Values.SelectMany(e => e).FirstOrDefault() ?? "The request is not valid.";
        var problem = Details(StatusCodes.Status400BadRequest, sentence, "validation");
        problem.Extensions["errors"] = new Dictionary<string, string[]>(errors, StringComparer.Ordinal);
        return TypedResults.Problem(problem);
    }

    /// <summary>The same for what a validator found, all of it in the sentence.</summary>
    public static ProblemHttpResult Validation(ValidationResult faults) =>
        Validation(faults.ToDictionary(), string.Join(' ', faults.Errors.Select(e => e.ErrorMessage)));

    /// <summary>503; the answer's <c>Retry-After</c> is written with it.</summary>
    public static StoreAwayResult StoreAway() => new();

    public static ProblemHttpResult Of(int status, string detail, string code) =>
        TypedResults.Problem(Details(status, detail, code));

    /// <summary>For <c>CustomizeProblemDetails</c>: an answer that the framework wrote gets its sentence too.</summary>
    public static void Complete(ProblemDetailsContext context)
    {
        var problem = context.ProblemDetails;
        problem.Detail ??= problem.Status switch
        {
            StatusCodes.Status404NotFound => "There is no such path; /openapi/v1.json lists those that there are.",
            StatusCodes.Status405MethodNotAllowed => "The path is known, but not with this method; the header Allow names those that are.",
            _ => null,
        };
        problem.Extensions.TryAdd("error", Sentence(problem.Title, problem.Detail));
    }

    internal static ProblemDetails Details(int status, string detail, string code)
    {
        var title = ReasonPhrases.GetReasonPhrase(status);
        return new ProblemDetails
        {
            Status = status,
            Title = title,
            Detail = detail,
            Extensions = { ["code"] = code, ["error"] = Sentence(title, detail) },
        };
    }

    private static string Sentence(string? title, string? detail) =>
        string.IsNullOrEmpty(detail) ? title ?? "Error" : string.IsNullOrEmpty(title) ? detail : $"{title}: {detail}";
}
