using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using TrailWatch.Questions;

namespace TrailWatch.Http;

/// <summary><c>POST /v1/queries</c>: questions about accounts, each answered with verdict, proof and why.</summary>
public static class QuestionsApi
{
    public static IEndpointRouteBuilder MapQuestions(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/queries", AskAsync)
            .WithName("askQuestions")
            .WithSummary("Ask about accounts: verdict, proof and why")
            .WithDescription(
                "Up to 1,000 questions (Http:MaxQuestions), answered in their order from what is remembered; nothing is changed. Kinds, what they ask with "
                + "(in brackets what may be absent) and their verdicts: identity with userName or actor, (at): approved, service-account, unknown, disabled, "
                + "ended, approval-expired. dormancy with actor or accessKeyId, (at): active, dormant, never-seen. apiCall with role, eventSource, eventName, "
                + "(at): known, new, learning, never-seen. spike with actor, detection, count, (hour): spike, normal, cold-start. mfa with actor, (at): "
                + "seen-without, always-with, never-seen. actor with actor: known, never-seen. at is the newest event known of the actor unless it is given. "
                + "wouldFire in a proof says whether POST /v1/events would make a finding, silentBecause why not. A bad question has error in place of a "
                + "verdict and the others are answered; only if all are bad the answer is 400.")
            .WithTags(ApiTags.Actors)
            .WithMetadata(
                new RequestExample("application/json", "queries.json", typeof(QuestionsBody)),
                new ResponseExample("queries-answer.json"))
            .Produces<QuestionAnswers>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        return routes;
    }

    private static async Task<Results<Ok<QuestionAnswers>, ProblemHttpResult>> AskAsync(
        HttpRequest request, QuestionDesk desk, IOptions<HttpLimits> limits, CancellationToken cancellation)
    {
        var most = limits.Value.MaxQuestions;
        var body = await JsonBody.ReadAsync(request, limits.Value, ApiJsonContext.Default.QuestionsRequest, cancellation);
        if (body.Questions.ValueKind != JsonValueKind.Array || body.Questions.GetArrayLength() is not (var given and > 0) || given > most)
        {
            var sentence = string.Create(CultureInfo.InvariantCulture, $"questions must be a list of 1 to {most} questions (Http:MaxQuestions).");
            return Problems.Validation(new Dictionary<string, string[]> { ["questions"] = [sentence] });
        }

        var answers = await desk.AskAsync([.. body.Questions.EnumerateArray()]);
        return answers.All(a => a.Error is not null) ? AllBad(answers) : TypedResults.Ok(new QuestionAnswers(answers));
    }

    private static ProblemHttpResult AllBad(IReadOnlyList<QuestionAnswer> answers) => Problems.Validation(
        answers.SelectMany(a => a.Errors!).ToDictionary(),
        answers.Count == 1 ? answers[0].Error : $"None of the {answers.Count} questions can be answered; errors has all faults, the first are: {answers[0].Error}");
}

/// <summary>The answers, in the order of the questions.</summary>
public sealed record QuestionAnswers(IReadOnlyList<QuestionAnswer> Answers);
