using System.Collections.Frozen;
using System.Net;

namespace TrailWatch.Splunk.Hec;

/// <summary>
/// What an answer means. HEC's code decides where it comes with the status that Splunk gives it; an unknown code, a code under
/// another status and a body that is not HEC's count for nothing, and the status alone decides.
/// </summary>
internal static class HecClassifier
{
    private static readonly FrozenDictionary<int, (int Status, HecOutcome Outcome)> Codes = new Dictionary<int, (int, HecOutcome)>
    {
        [0] = (200, HecOutcome.Accepted),
        [1] = (403, HecOutcome.Held), // Token disabled
        [2] = (401, HecOutcome.Held), // Token is required
        [3] = (401, HecOutcome.Held), // Invalid authorization
        [4] = (403, HecOutcome.Held), // Invalid token
        [5] = (400, HecOutcome.BatchRefused), // No data
        [6] = (400, HecOutcome.EventRefused), // Invalid data format
        [7] = (400, HecOutcome.EventRefused), // Incorrect index
        [8] = (500, HecOutcome.Failed), // Internal server error
        [9] = (503, HecOutcome.Busy), // Server is busy
        [10] = (400, HecOutcome.Held), // Data channel is missing
        [11] = (400, HecOutcome.Held), // Invalid data channel
        [12] = (400, HecOutcome.EventRefused), // Event field is required
        [13] = (400, HecOutcome.EventRefused), // Event field cannot be blank
        [14] = (400, HecOutcome.Held), // ACK is disabled
        [15] = (400, HecOutcome.EventRefused), // Error in handling indexed fields
        [16] = (400, HecOutcome.Held), // Query string authorization is not enabled
        [17] = (200, HecOutcome.Accepted), // HEC is healthy
        [18] = (503, HecOutcome.Busy), // Unhealthy: queues are full
        [19] = (503, HecOutcome.Busy), // Unhealthy: ack service unavailable
        [20] = (503, HecOutcome.Busy), // Unhealthy: both
        [21] = (400, HecOutcome.Held), // Invalid token, asked of health
        [22] = (400, HecOutcome.Held), // Token disabled, asked of health
        [23] = (503, HecOutcome.Busy), // Server is shutting down
        [24] = (200, HecOutcome.NearCapacity), // Queue approaching its capacity
        [25] = (200, HecOutcome.NearCapacity), // ACK channel approaching its capacity
        [26] = (429, HecOutcome.Busy), // Queue at capacity
        [27] = (429, HecOutcome.Busy), // ACK channel at capacity
        [28] = (400, HecOutcome.Held), // Data channel is missing (Splunk Cloud)
    }.ToFrozenDictionary();

    public static bool IsKnown(int code) => Codes.ContainsKey(code);

    /// <param name="plainBytes">Of the request, uncompressed.</param>
    public static HecOutcome Of(int status, HecReply? reply, int plainBytes) =>
        reply is not null && Codes.TryGetValue(reply.Code, out var known) && known.Status == status
            ? Refine(known.Outcome, reply, plainBytes)
            : OfStatus((HttpStatusCode)status);

    private static HecOutcome Refine(HecOutcome outcome, HecReply reply, int plainBytes) =>
        (outcome, reply.Code, reply.InvalidEventNumber) switch
        {
            // Splunk Cloud's way to say that the request is too long.
            (_, 6, 0) when plainBytes > HecBatchOptions.HardMaxBytes => HecOutcome.TooLarge,
            (HecOutcome.EventRefused, _, null) => HecOutcome.BatchRefused,
            (_, 9, not null) => HecOutcome.BusyAfterSome,
            _ => outcome,
        };

    private static HecOutcome OfStatus(HttpStatusCode status) => status switch
    {
        >= HttpStatusCode.OK and < HttpStatusCode.Ambiguous => HecOutcome.Accepted,

        // Redirects are not followed, for the token's sake. None of these depends on what the batch holds.
        < HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound
            or HttpStatusCode.MethodNotAllowed or HttpStatusCode.ProxyAuthenticationRequired or HttpStatusCode.UnsupportedMediaType => HecOutcome.Held,
        HttpStatusCode.RequestEntityTooLarge => HecOutcome.TooLarge,
        HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable => HecOutcome.Busy,
        HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError => HecOutcome.Failed,
        _ => HecOutcome.BatchRefused,
    };
}
