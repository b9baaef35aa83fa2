using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using TrailWatch.Findings.Outbox;

namespace TrailWatch.Http;

/// <summary><c>GET /v1/deliveries</c> and <c>POST /v1/deliveries/replay</c>: findings on their way to Splunk.</summary>
public static class DeliveriesApi
{
    public static IEndpointRouteBuilder MapDeliveries(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/deliveries", ListAsync)
            .WithName("listDeliveries")
            .WithSummary("List what goes to Splunk, the latest first")
            .WithDescription(
                "A finding is delivered once in each format of Splunk:Hec:Format: pending until Splunk has answered for it, then delivered, or dead where trying "
                + "again is of no use; reason, hecCode and httpStatus say why. Without an endpoint in the configuration findings stay here, and nothing is listed.")
            .WithTags(ApiTags.Findings)
            .WithMetadata([.. DeliveriesQuery.Notes])
            .Produces<DeliveryPage>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        routes.MapPost("/v1/deliveries/replay", ReplayAsync)
            .WithName("replayDeliveries")
            .WithSummary("Send findings to Splunk again")
            .WithDescription(
                "Queues deliveries once more: all that are dead (state: dead), or those of findings by id, whatever became of them, throttled findings too. What "
                + "Splunk has already comes with resent: true. What is still pending stays as it is. By id, without an endpoint in the configuration: 409. The answer says how many were queued.")
            .WithTags(ApiTags.Findings)
            .WithMetadata(new RequestExample("application/json", "deliveries-replay.json", typeof(ReplayBody)))
            .Produces<ReplayAnswer>()
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        return routes;
    }

    private static async Task<Results<Ok<DeliveryPage>, ProblemHttpResult>> ListAsync(
        [AsParameters] DeliveriesQuery query, IValidator<DeliveriesQuery> rules, DeliverySearch search)
    {
        if (rules.Validate(query) is { IsValid: false } faults)
        {
            return Problems.Validation(faults);
        }

        var (items, next) = await search.FindAsync(query.States(), query.After(), query.Most());
        return TypedResults.Ok(new DeliveryPage(items, next?.ToString()));
    }

    private static async Task<Results<Ok<ReplayAnswer>, ProblemHttpResult>> ReplayAsync(
        HttpRequest request,
        IValidator<ReplayBody> rules,
        FindingOutbox outbox,
        DeliverySearch search,
        OutboxFormats formats,
        IOptions<HttpLimits> limits,
        CancellationToken cancellation)
    {
        var body = await JsonBody.ReadAsync(request, limits.Value, ApiJsonContext.Default.ReplayBody, cancellation);
        if (rules.Validate(body) is { IsValid: false } faults)
        {
            return Problems.Validation(faults);
        }

        if (body.FindingIds is not null && formats.Names.Count == 0)
        {
            return SplunkEndpointsApi.NoEndpoint();
        }

        var queued = body.FindingIds is { } ids
            ? await outbox.RequeueAsync(ids.Distinct(StringComparer.Ordinal).SelectMany(id => formats.Names.Select(format => (id, format))))
            : await RequeueDeadAsync(outbox, search, cancellation);
        return TypedResults.Ok(new ReplayAnswer(queued));
    }

    private static async Task<int> RequeueDeadAsync(FindingOutbox outbox, DeliverySearch search, CancellationToken cancellation)
    {
        var queued = 0;
        for (Findings.FindingCursor? after = null; ;)
        {
            cancellation.ThrowIfCancellationRequested();
            (var dead, after) = await search.FindAsync([DeliveryState.Dead], after, DeliveriesQuery.MaxLimit);
            queued += await outbox.RequeueAsync(dead.Select(d => (d.FindingId, d.Format)));
            if (after is null)
            {
                return queued;
            }
        }
    }
}

/// <summary>A page of deliveries.</summary>
/// <param name="Items">The latest first.</param>
/// <param name="NextCursor">For the next page; null on the last.</param>
public sealed record DeliveryPage(IReadOnlyList<Delivery> Items, string? NextCursor);

/// <summary>What a replay did.</summary>
/// <param name="Queued">Deliveries that were queued once more.</param>
public sealed record ReplayAnswer(int Queued);
