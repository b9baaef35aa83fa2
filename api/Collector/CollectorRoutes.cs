using TrailWatch.Collector.Intake;
using TrailWatch.Collector.Replies;
using TrailWatch.Http;

namespace TrailWatch.Collector;

/// <summary><c>/services/collector</c>: every path, method and answer of Splunk's HTTP Event Collector.</summary>
internal static class CollectorRoutes
{
    private const string Root = "/services/collector";
    private const string Post = "POST,OPTIONS";
    private const string Get = "GET,HEAD,OPTIONS";

    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    private static readonly ParameterNote Channel = new(
        "channel",
        "A GUID that the sender makes up, for tokens with UseAck; in a header it is X-Splunk-Request-Channel.",
        "0b4e7a52-6c1d-4f3e-9a58-1f2e3d4c5b6a");

    public static void MapCollector(this IEndpointRouteBuilder routes)
    {
        // Each caller has a token of its own, and the token says what it may.
        var open = routes.MapGroup("").WithMetadata(new OpenToAnyone()).WithTags(ApiTags.Collector);

        open.MapPost(Root + "/event", PostEventsAsync).DescribeEvents(Channel);
        open.MapPost(Root + "/raw", PostRawAsync).DescribeRaw(Channel);
        open.MapPost(Root + "/ack", PostAcksAsync).DescribeAcks(Channel);
        open.MapMethods(Root + "/health", [HttpMethods.Get], HealthAsync).DescribeHealth();
        open.MapMethods(Root + "/health", [HttpMethods.Head], HealthAsync).ExcludeFromDescription();

        foreach (var same in new[] { Root, Root + "/1.0", Root + "/event/1.0" })
        {
            open.MapPost(same, PostEventsAsync).ExcludeFromDescription();
            open.Others(same, Post);
        }

        open.MapPost(Root + "/raw/1.0", PostRawAsync).ExcludeFromDescription();
        open.MapPost(Root + "/ack/1.0", PostAcksAsync).ExcludeFromDescription();
        open.MapMethods(Root + "/health/1.0", Reading, HealthAsync).ExcludeFromDescription();
        foreach (var path in new[] { "/event", "/raw", "/raw/1.0", "/ack", "/ack/1.0" })
        {
            open.Others(Root + path, Post);
        }

        open.Others(Root + "/health", Get);
        open.Others(Root + "/health/1.0", Get);
        open.Map("/services/{**rest}", Unknown).ExcludeFromDescription();
    }

    /// <summary>Docker asks with OPTIONS whether anybody is there before it sends.</summary>
    private static void Others(this RouteGroupBuilder routes, string path, string allowed) => routes.Map(path, (HttpContext context) =>
    {
        context.Response.Headers.Allow = allowed;
        return HttpMethods.IsOptions(context.Request.Method) ? Results.Ok() : new ReplyResult(ReplyCode.WrongMethod);
    }).ExcludeFromDescription();

    private static Task<ReplyResult> PostEventsAsync(
        HttpRequest request, CollectorDesk desk, EventIntake intake, CancellationToken cancellation, string? channel = null) =>
        desk.ServeAsync(request, "event", (r, token, c) => intake.TakeAsync(r, token, EventBodies.Read, c), cancellation);

    private static Task<ReplyResult> PostRawAsync(
        HttpRequest request, CollectorDesk desk, EventIntake intake, CancellationToken cancellation, string? channel = null) =>
        desk.ServeAsync(request, "raw", (r, token, c) => intake.TakeAsync(r, token, RawBodies.Read, c), cancellation);

    private static Task<ReplyResult> PostAcksAsync(
        HttpRequest request, CollectorDesk desk, AckAnswers answers, CancellationToken cancellation, string? channel = null) =>
        desk.ServeAsync(request, "ack", answers.AnswerAsync, cancellation);

    private static async Task<ReplyResult> HealthAsync(CollectorHealth health, CancellationToken cancellation) =>
        new(await health.CheckAsync(cancellation).ConfigureAwait(false));

    private static ReplyResult Unknown(HttpContext context, ILogger<CollectorDesk> log)
    {
        if (context.Request.Path.Value!.EndsWith("/s2s", StringComparison.OrdinalIgnoreCase))
        {
            log.LogWarning("Splunk-to-Splunk framing is not supported: a Splunk forwarder cannot send here; its syslog output or the OpenTelemetry Collector can.");
        }

        return new(ReplyCode.NotFound);
    }
}
