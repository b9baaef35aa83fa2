using Microsoft.AspNetCore.Diagnostics;
using TrailWatch.Identities;
using TrailWatch.Memory;

namespace TrailWatch.Http;

/// <summary>
/// The one place where an exception becomes an answer. What we did not foresee is logged and answered without its internals.
/// </summary>
public sealed class ProblemExceptionHandler(ILogger<ProblemExceptionHandler> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        // The caller has gone; there is nobody to answer.
        if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested)
        {
            return false;
        }

        await Answer(httpContext, exception).ExecuteAsync(httpContext).ConfigureAwait(false);
        return true;
    }

    private IResult Answer(HttpContext context, Exception exception)
    {
        switch (exception)
        {
            case RequestBodyException body:
                if (body.Code == Problems.UnsupportedEncoding)
                {
                    context.Response.Headers.AcceptEncoding = "gzip";
                }

                return Problems.Of(body.Status, body.Message, body.Code);
            case BadHttpRequestException bad:
                return Problems.Of(bad.StatusCode, bad.Message, "bad-request");
            case not null when exception is TableChangedException || StoreOutage.Is(exception):
                log.LogWarning("The store is away: {Reason}", exception.Message);
                return Problems.StoreAway();
            default:
                log.LogError(exception, "{Method} {Path} failed.", context.Request.Method, context.Request.Path);
                return Problems.Of(
                    StatusCodes.Status500InternalServerError, "The request failed inside the service; its log says why.", "internal");
        }
    }
}
