using System.Net;
using Refit;

namespace TrailWatch.Splunk.Hec;

/// <summary>Reads an answer that came: its status, its body where that is HEC's, its hints.</summary>
internal static class HecAnswer
{
    public static HecVerdict Of(IApiResponse<string> answer, int plainBytes, TimeProvider time)
    {
        // Refit gives the body of a refusal with its error only.
        var body = answer.Content ?? (answer.Error as ApiException)?.Content;
        var status = (int)(answer.StatusCode ?? HttpStatusCode.InternalServerError);
        var reply = HecReply.Read(body);
        var outcome = IsBroken(answer, body) ? HecOutcome.Failed : HecClassifier.Of(status, reply, plainBytes);
        return new HecVerdict(outcome, Reason(status, reply, outcome, body), status, reply, Hint(answer, time), HecSession.Of(answer.Headers));
    }

    /// <summary>The connection ended inside the answer: it may have named the event that was refused, or an acknowledgement.</summary>
    private static bool IsBroken(IApiResponse<string> answer, string? body) =>
        string.IsNullOrEmpty(body) && (answer.IsSuccessStatusCode ? answer.Error is not null : answer.ContentHeaders?.ContentLength > 0);

    private static string Reason(int status, HecReply? reply, HecOutcome outcome, string? body)
    {
        var said = reply is null ? body?.Trim() : $"{reply.Text} (code {reply.Code})";
        var reason = outcome == HecOutcome.Accepted ? "" : $"HTTP {status}{(string.IsNullOrEmpty(said) ? "" : ": " + said)}";
        return reason.Length <= HecVerdict.LongestReason ? reason : reason[..HecVerdict.LongestReason];
    }

    private static TimeSpan? Hint(IApiResponse<string> answer, TimeProvider time) => answer.Headers?.RetryAfter switch
    {
        { Delta: { } wait } => wait,
        { Date: { } moment } => moment - time.GetUtcNow() is { Ticks: > 0 } wait ? wait : null,
        _ => null,
    };
}
