using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace TrailWatch.Tests.Splunk.FakeHec;

/// <summary>A request of events that the server is about to answer; a step of its script says how.</summary>
internal sealed class HecExchange(HecServer server, HttpContext context, HecRequest request)
{
    public HecServer Server => server;

    public HttpContext Context => context;

    public HecRequest Request => request;

    public Task AnswerAsync(int status, int code, string text, int? number = null, long? ackId = null)
    {
        var body = new JsonObject { ["text"] = text, ["code"] = code };
        if (number is not null)
        {
            body["invalid-event-number"] = number;
        }

        if (ackId is not null)
        {
            body["ackId"] = ackId;
        }

        return AnswerAsync(status, body.ToJsonString(), "application/json; charset=UTF-8");
    }

    public async Task AnswerAsync(int status, string body, string contentType)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        await context.Response.WriteAsync(body);
    }

    public void Hint(int seconds) => context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);

    /// <summary>Indexes the first events without answering.</summary>
    public void Index(int count) => server.Add(request.Events.Take(count), request.Channel, withAck: false);

    /// <summary>What Splunk does without a script.</summary>
    public Task ProceedAsync()
    {
        if (request.Text.Length > server.MaxBytes)
        {
            return AnswerAsync(400, 6, "Invalid data format", 0);
        }

        var (indexed, code, number) = HecIndexing.Read(request.Text, server.AllowedIndexes, server.Refuse);
        var ackId = server.Add(indexed, request.Channel, withAck: server.UseAck && (code == 0 || indexed.Count > 0));
        return AnswerAsync(code == 0 ? 200 : 400, code, HecTexts.Of(code), number, ackId);
    }
}
