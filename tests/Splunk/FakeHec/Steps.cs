using Microsoft.AspNetCore.Http;

namespace TrailWatch.Tests.Splunk.FakeHec;

/// <summary>What a script can make the server do with one request of events.</summary>
internal static class Steps
{
    public static Func<HecExchange, Task> Ok { get; } = exchange => exchange.ProceedAsync();

    public static Func<HecExchange, Task> Code(int status, int code, int? number = null) =>
        exchange => exchange.AnswerAsync(status, code, HecTexts.Of(code), number);

    public static Func<HecExchange, Task> Busy(int? number = null) => exchange =>
    {
        exchange.Index(number ?? 0);
        return exchange.AnswerAsync(503, 9, HecTexts.Of(9), number);
    };

    public static Func<HecExchange, Task> AtCapacity(int retryAfterSeconds) => exchange =>
    {
        exchange.Hint(retryAfterSeconds);
        return exchange.AnswerAsync(429, 26, HecTexts.Of(26));
    };

    /// <summary>A proxy's page.</summary>
    public static Func<HecExchange, Task> Html(int status) =>
        exchange => exchange.AnswerAsync(status, $"<html><h1>{status}</h1></html>", "text/html");

    /// <summary>All is indexed, and then the server says that it failed.</summary>
    public static Func<HecExchange, Task> IndexThenFail(int status = 500) => exchange =>
    {
        exchange.Index(int.MaxValue);
        return exchange.AnswerAsync(status, 8, HecTexts.Of(8));
    };

    public static Func<HecExchange, Task> IndexThenReset { get; } = exchange =>
    {
        exchange.Index(int.MaxValue);
        exchange.Context.Abort();
        return Task.CompletedTask;
    };

    /// <summary>The connection ends inside the answer.</summary>
    public static Func<HecExchange, Task> HalfAnAnswer(int status) => async exchange =>
    {
        exchange.Index(status == 200 ? int.MaxValue : 0);
        exchange.Context.Response.StatusCode = status;
        exchange.Context.Response.ContentType = "application/json";
        exchange.Context.Response.ContentLength = 100;
        await exchange.Context.Response.WriteAsync("{\"text\":");
        await exchange.Context.Response.Body.FlushAsync();
        exchange.Context.Abort();
    };

    /// <summary>For theories: one failure by name.</summary>
    public static Func<HecExchange, Task> Named(string failure) => failure switch
    {
        "500" => IndexThenFail(),
        "502" => IndexThenFail(502),
        "504" => IndexThenFail(504),
        "reset" => IndexThenReset,
        "half an answer" => HalfAnAnswer(200),
        "429" => Code(429, 26),
        "busy" => Busy(),
        "shutting down" => Code(503, 23),
        "503 of a proxy" => Html(503),
        _ => throw new ArgumentOutOfRangeException(nameof(failure), failure, "There is no such failure."),
    };

    /// <summary>No answer until the gate opens or the client gives up.</summary>
    public static Func<HecExchange, Task> After(Task gate, Func<HecExchange, Task> step) => async exchange =>
    {
        await gate.WaitAsync(exchange.Context.RequestAborted);
        await step(exchange);
    };
}
