using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using TrailWatch.CloudTrail;
using TrailWatch.Evaluation;
using TrailWatch.Findings.Projections;
using TrailWatch.Identities;
using TrailWatch.Splunk.Parcels;

namespace TrailWatch.Http;

/// <summary><c>POST /v1/events</c>: a batch of CloudTrail in, findings out.</summary>
public static class EventsApi
{
    private static readonly ParameterNote Mode = new(
        "mode",
        "evaluate: remember and judge. learn: remember only, for seeding from history. dryRun: answer as if, remember and store nothing.",
        "evaluate")
    { OneOf = ["evaluate", "learn", "dryRun"], Default = "evaluate" };

    private static readonly ParameterNote Format = new(
        "format",
        "In which formats the findings are answered, joined by commas. native (always): findings. rba: rba has risk events for Splunk Enterprise Security as well. "
        + "ocsf: ocsf has OCSF 1.8 Detection Findings as well.",
        "native,rba,ocsf")
    { Default = "native" };

    private static readonly ParameterNote Deliver = new(
        "deliver",
        "queue: answer as soon as the findings are queued for Splunk. sync: wait until Splunk has answered for them, 10 seconds at most. The answer's delivery says "
        + "queued, delivered or failed; it is absent where nothing goes to Splunk.",
        "queue")
    { OneOf = ["queue", "sync"], Default = "queue" };

    public static IEndpointRouteBuilder MapEvents(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/events", PostAsync)
            .WithName("evaluateEvents")
            .WithSummary("Evaluate a batch of CloudTrail events")
            .WithDescription(
                "Takes CloudTrail in any shape that it arrives in (Records, an array, one record, NDJSON, EventBridge, CloudWatch Logs, "
                + "LookupEvents, SNS, SQS, Splunk rows; gzip too), remembers it, and answers what became of every record and the findings that "
                + "the batch made, revised or repeated. received = evaluated + duplicates + skipped + late + rejected. Sending a batch again is "
                + "safe: same findings, same ids. The Content-Type does not matter: the shape is told from the body.")
            .WithTags(ApiTags.Events)
            .WithMetadata(
                Mode,
                Format,
                Deliver,
                new RequestExample("application/json", "events.json"),
                new RequestExample("application/x-ndjson", "events.ndjson"),
                new ResponseExample("events-answer.json"))
            .Produces<EvaluationResult>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        return routes;
    }

    private static async Task<Results<Ok<EvaluationResult>, ProblemHttpResult, StoreAwayResult>> PostAsync(
        HttpRequest request,
        Evaluator evaluator,
        DirectoryCache directory,
        IOptions<HttpLimits> limits,
        TimeProvider clock,
        CancellationToken cancellation,
        string? mode = null,
        string? format = null,
        string? deliver = null,
        [FromServices] DeliveryWait? delivery = null)
    {
        if (!TryMode(mode, out var run))
        {
            return Problems.BadRequest("The parameter mode must be evaluate, learn or dryRun.", "bad-mode");
        }

        if (deliver?.ToUpperInvariant() is not (null or "" or "QUEUE" or "SYNC"))
        {
            return Problems.BadRequest("The parameter deliver must be queue or sync.", "bad-deliver");
        }

        var formats = (format ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (formats.Any(f => FindingProjections.Of(f) is null))
        {
            return Problems.BadRequest($"The parameter format must be {string.Join(", ", FindingProjections.Formats)}, or several of them joined by commas.", "bad-format");
        }

        using var body = await RequestBody.ReadAsync(request, limits.Value.MaxRequestBytes, limits.Value.MaxDecompressedBytes, cancellation);
        var reader = limits.Value.Reader(clock.GetUtcNow());
        if (!CloudTrailReader.TryRead(body.Span, reader, out var batch, out var error))
        {
            return error.Failure == ReadFailure.TooManyRecords
                ? Problems.TooLarge(error.Detail, "too-many-records")
                : Problems.BadRequest(error.Detail, error.Failure == ReadFailure.EmptyBody ? "empty-body" : "not-json");
        }

        // Before the directory has been read once, nobody could be told from a stranger. It is tried again and again meanwhile, and a
        // caller that waited for that would wait for nothing.
        if (!directory.Loaded)
        {
            return Problems.StoreAway();
        }

        var result = await evaluator.EvaluateAsync(batch, run);
        var isSent = delivery is not null && run == EvaluationMode.Evaluate;
        return TypedResults.Ok(result with
        {
            Rba = Project("rba"),
            Ocsf = Project("ocsf"),
            Delivery = !isSent ? null
                : "sync".Equals(deliver, StringComparison.OrdinalIgnoreCase) ? await delivery!.UntilDeliveredAsync(result.Findings, cancellation)
                : await delivery!.StateAsync(result.Findings),
        });

        IReadOnlyList<JsonObject>? Project(string name) => formats.Contains(name, StringComparer.OrdinalIgnoreCase)
            ? [.. result.Findings.SelectMany(f => FindingProjections.Of(name)!.Project(f)).Select(e => e.Event)]
            : null;
    }

    private static bool TryMode(string? text, out EvaluationMode mode)
    {
        (var known, mode) = text?.ToUpperInvariant() switch
        {
            null or "" or "EVALUATE" => (true, EvaluationMode.Evaluate),
            "LEARN" => (true, EvaluationMode.Learn),
            "DRYRUN" => (true, EvaluationMode.DryRun),
            _ => (false, EvaluationMode.Evaluate),
        };
        return known;
    }
}
