using TrailWatch.Collector.Replies;
using TrailWatch.Http;

namespace TrailWatch.Collector;

/// <summary>Metadata of a route whose caller shows a HEC token.</summary>
internal sealed class NeedsHecToken;

/// <summary>How the collector's routes are described.</summary>
internal static class CollectorNotes
{
    private static readonly ResponseNote[] Answers =
    [
        new(200, "Taken: evaluated, and the findings are stored and queued for Splunk."),
        new(400, "Code 5, 6, 7, 10 to 16: something is wrong with the request. What stands before invalid-event-number was taken."),
        new(401, "Code 2 or 3: there is no token, or it stands in no form that is known."),
        new(403, "Code 1 or 4: the token is switched off or unknown."),
        new(413, "The body is larger than Collector:MaxBodyBytes, Collector:MaxDecompressedBytes or Http:MaxRecords allow. Nothing was taken."),
        new(415, "The content encoding is another one than gzip. Nothing was taken."),
        new(429, "Code 26 or 27: too much at once. Retry-After says when to send the same request again."),
        new(503, "Code 9 or 23: there is no room, the store is away, or the service stops. Send the same request again."),
    ];

    public static void DescribeEvents(this RouteHandlerBuilder route, ParameterNote channel) => route
        .WithName("sendHecEvents")
        .WithSummary("Send events as to Splunk's HEC")
        .WithDescription(
            "For senders that know Splunk's HTTP Event Collector: envelopes with CloudTrail in event, as an object or as text, run together or in a list; "
            + "gzip too. Reading ends at the first fault; what stands before it is taken. An event without CloudTrail in it is counted and taken. "
            + "Query parameters host, source, sourcetype, index and time stand in for what an envelope does not say. "
            + "The same as /services/collector, and either with /1.0 behind it.")
        .DescribeAnswers(channel)
        .WithMetadata(new RequestExample("text/plain", "collector-events.txt"));

    public static void DescribeRaw(this RouteHandlerBuilder route, ParameterNote channel) => route
        .WithName("sendHecRaw")
        .WithSummary("Send raw records as to Splunk's HEC")
        .WithDescription(
            "CloudTrail without envelopes, in any shape that evaluateEvents takes: one record a line, a file of Records, or records run together as "
            + "AWS Data Firehose sends them; gzip too.")
        .DescribeAnswers(channel)
        .WithMetadata(new RequestExample("text/plain", "collector-raw.txt"));

    public static void DescribeAcks(this RouteHandlerBuilder route, ParameterNote channel) => route
        .WithName("askHecAcks")
        .WithSummary("Ask which requests are acknowledged")
        .WithDescription(
            "True for every ackId that this channel was given: its events are evaluated, and their findings stored and queued. It stays true for a day "
            + "after the channel's last request, where Splunk's is true once. Only for tokens with UseAck.")
        .DescribeAnswers(channel)
        .Produces<AckReply>()
        .WithMetadata(new RequestExample("application/json", "collector-acks.json", typeof(AckBody)));

    public static void DescribeHealth(this RouteHandlerBuilder route) => route
        .WithName("getHecHealth")
        .WithSummary("Would events be taken now?")
        .WithDescription("200 code 17 when they would, 503 when not: code 18 while there is no room or no store, 23 while the service stops. Needs no token.")
        .Produces<CollectorReply>()
        .Produces<CollectorReply>(StatusCodes.Status503ServiceUnavailable)
        .WithMetadata(new ResponseNote(200, "Code 17: they would."), new ResponseNote(503, "Code 18 or 23: not now."));

    private static RouteHandlerBuilder DescribeAnswers(this RouteHandlerBuilder route, ParameterNote channel)
    {
        foreach (var answer in Answers)
        {
            route.Produces<CollectorReply>(answer.Status).WithMetadata(answer);
        }

        return route.WithMetadata(channel, new NeedsHecToken());
    }
}
