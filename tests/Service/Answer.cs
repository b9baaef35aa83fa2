using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace TrailWatch.Tests.Service;

/// <summary>What the service said.</summary>
internal sealed record Answer(int Status, string? Type, string? RetryAfter, string Body)
{
    public JsonObject Json => JsonNode.Parse(Body)!.AsObject();

    public IEnumerable<JsonObject> Findings => Json["findings"]!.AsArray().Select(f => f!.AsObject());

    public IEnumerable<JsonObject> Items => Json["items"]!.AsArray().Select(f => f!.AsObject());

    public string Text(string property) => Json[property]!.GetValue<string>();

    public int Number(string property) => Json[property]!.GetValue<int>();

    public Answer Good()
    {
        Assert.True(Status is >= 200 and < 300, $"{Status}: {Body}");
        return this;
    }

    /// <summary>A failure as every failure must be; answers its sentence.</summary>
    public string Problem(int status, string? code = null)
    {
        Assert.Equal((status, "application/problem+json"), (Status, Type?.Split(';')[0]));
        Assert.Equal(status, Number("status"));
        Assert.NotEmpty(Text("title"));
        if (code is not null)
        {
            Assert.Equal(code, Text("code"));
        }

        Assert.NotEmpty(Text("error"));
        return Text("error");
    }
}

/// <summary>Short ways to call the service.</summary>
internal static class Calling
{
    public const string Events = "/v1/events";

    public static Task<Answer> PostAsync(
        this HttpClient client, string body, string? type = "application/json", string path = Events) =>
        client.PostAsync(Encoding.UTF8.GetBytes(body), type, path: path);

    public static async Task<Answer> PostAsync(
        this HttpClient client, byte[] body, string? type = null, string? encoding = null, string path = Events)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = Content(body, type, encoding) };
        return await client.AskAsync(request);
    }

    public static async Task<Answer> PutAsync(this HttpClient client, string path, string body, string? type)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, path) { Content = Content(Encoding.UTF8.GetBytes(body), type, null) };
        return await client.AskAsync(request);
    }

    public static async Task<Answer> ReadAsync(this HttpClient client, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        return await client.AskAsync(request);
    }

    private static ByteArrayContent Content(byte[] body, string? type, string? encoding)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        if (encoding is not null)
        {
            content.Headers.ContentEncoding.Add(encoding);
        }

        return content;
    }

    public static async Task<Answer> AskAsync(this HttpClient client, HttpRequestMessage request)
    {
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return new Answer(
            (int)response.StatusCode,
            response.Content.Headers.ContentType?.ToString(),
            response.Headers.RetryAfter?.ToString(),
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
