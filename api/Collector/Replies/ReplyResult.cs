using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace TrailWatch.Collector.Replies;

/// <summary>Writes an answer as Splunk does: JSON whatever became of the request, never a problem.</summary>
internal sealed record ReplyResult(ReplyCode Code, int? InvalidEventNumber = null, long? AckId = null) : IResult
{
    private const string ContentType = "application/json; charset=UTF-8";

    /// <summary>Seconds, for senders that heed them.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>Answers a question for acknowledgements.</summary>
    public AckReply? Acks { get; init; }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Code.Status;
        if (RetryAfter is { } seconds)
        {
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        if (Code == ReplyCode.ShuttingDown)
        {
            response.Headers.Connection = "close";
        }

        return Acks is { } acks
            ? WriteAsync(httpContext, acks, CollectorJson.Default.AckReply)
            : WriteAsync(httpContext, new CollectorReply(Code.Text, Code.Code, InvalidEventNumber, AckId), CollectorJson.Default.CollectorReply);
    }

    private static Task WriteAsync<T>(HttpContext context, T body, JsonTypeInfo<T> type)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body, type);
        context.Response.ContentType = ContentType;
        context.Response.ContentLength = bytes.Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.Body.WriteAsync(bytes, context.RequestAborted).AsTask();
    }
}
