using Refit;

namespace TrailWatch.Splunk.Hec;

/// <summary>A request that got no answer. What counts is whether any of its body had left by then.</summary>
internal static class HecFailure
{
    public static bool IsExpected(Exception e) => e is HttpRequestException or OperationCanceledException or IOException or ApiExceptionBase;

    public static HecVerdict Of(Exception e, HecBody body, bool timedOut)
    {
        var cause = e is ApiExceptionBase { InnerException: { } inner } ? inner : e;
        var what = timedOut ? "no answer in time"
            : cause is OperationCanceledException { InnerException: TimeoutException } ? "no connection in time"
            : cause is OperationCanceledException ? "the service stopped meanwhile"
            : cause is HttpRequestException { HttpRequestError: not HttpRequestError.Unknown and var kind } ? $"no answer: {kind}"
            : $"no answer: {cause.GetType().Name}";
        return new HecVerdict(body.Started ? HecOutcome.Failed : HecOutcome.Unreachable, what);
    }
}
