using System.Collections.Concurrent;
using System.IO.Compression;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;

namespace TrailWatch.Tests.Splunk.FakeHec;

/// <summary>A HTTP Event Collector on a free port, which behaves as Splunk was measured to unless its script says otherwise.</summary>
internal sealed class HecServer : IAsyncDisposable
{
    public const string Token = "11111111-2222-3333-4444-555555555555";

    private readonly ConcurrentQueue<HecRequest> _requests = new();
    private readonly ConcurrentQueue<JsonObject> _index = new();
    private WebApplication? _app;

    public string Url => _app!.Urls.First();

    public HashSet<string> Tokens { get; } = [Token];

    /// <summary>Known tokens that are switched off.</summary>
    public HashSet<string> Disabled { get; } = [];

    /// <summary>Null: all.</summary>
    public IReadOnlyCollection<string>? AllowedIndexes { get; set; }

    public bool UseAck { get; set; }

    /// <summary>Of an uncompressed body. Splunk Cloud's is somewhat above 5 MB.</summary>
    public int MaxBytes { get; set; } = 838_860_800;

    /// <summary>Sent with every answer.</summary>
    public string? Cookie { get; set; }

    /// <summary>Health's answer.</summary>
    public (int Status, int Code) Health { get; set; } = (200, 17);

    /// <summary>The code with which an event is refused; null: it is judged as Splunk judges.</summary>
    public Func<JsonObject, int?> Refuse { get; set; } = envelope => (int?)(envelope["event"] as JsonObject)?["poison"];

    /// <summary>Says how the next requests of events are answered, one step each; then <see cref="Otherwise"/>.</summary>
    public ConcurrentQueue<Func<HecExchange, Task>> Script { get; } = new();

    public Func<HecExchange, Task> Otherwise { get; set; } = Steps.Ok;

    /// <summary>In place of the answer to a question for acknowledgements; one step each.</summary>
    public ConcurrentQueue<Func<HttpContext, Task>> AckScript { get; } = new();

    public HecAcks Acks { get; } = new();

    public IReadOnlyList<HecRequest> Requests => [.. _requests];

    public IReadOnlyList<HecRequest> EventRequests => [.. _requests.Where(r => r.Path.EndsWith("/event", StringComparison.Ordinal))];

    public IReadOnlyList<HecRequest> AckRequests => [.. _requests.Where(r => r.Path.EndsWith("/ack", StringComparison.Ordinal))];

    /// <summary>The envelopes that can be searched.</summary>
    public IReadOnlyList<JsonObject> Index => [.. _index];

    /// <summary>The findings that can be searched, in the order in which they were indexed.</summary>
    public IReadOnlyList<string> Ids => [.. _index.Select(e => (string)e["event"]!["finding_id"]!)];

    public static async Task<HecServer> StartAsync(X509Certificate2? certificate = null, bool askForCertificate = false, string url = "http://127.0.0.1:0")
    {
        var server = new HecServer();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            if (certificate is not null)
            {
                kestrel.ConfigureHttpsDefaults(https =>
                {
                    https.ServerCertificate = certificate;
                    https.ClientCertificateMode = askForCertificate ? ClientCertificateMode.RequireCertificate : ClientCertificateMode.NoCertificate;
                    https.AllowAnyClientCertificate();
                });
            }
        });
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.UseUrls(certificate is null ? url : "https://127.0.0.1:0");
        server._app = builder.Build();
        server._app.Run(server.ServeAsync);
        await server._app.StartAsync();
        return server;
    }

    public void Next(params Func<HecExchange, Task>[] steps) => Array.ForEach(steps, Script.Enqueue);

    /// <returns>The acknowledgement's number, where there is one.</returns>
    public long? Add(IEnumerable<JsonObject> events, string? channel, bool withAck)
    {
        foreach (var one in events)
        {
            _index.Enqueue(one);
        }

        return withAck ? Acks.Give(channel ?? "") : null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }

    private async Task ServeAsync(HttpContext context)
    {
        var request = await ReadAsync(context.Request);
        _requests.Enqueue(request);
        if (Cookie is not null)
        {
            context.Response.Headers.SetCookie = Cookie;
        }

        var exchange = new HecExchange(this, context, request);
        if (request.Path.Contains("/health", StringComparison.Ordinal))
        {
            await exchange.AnswerAsync(Health.Status, Health.Code, HecTexts.Of(Health.Code));
        }
        else if (Refusal(request) is var (status, code))
        {
            await exchange.AnswerAsync(status, code, HecTexts.Of(code));
        }
        else if (request.Path.EndsWith("/ack", StringComparison.Ordinal))
        {
            await AnswerAcksAsync(exchange);
        }
        else
        {
            await (Script.TryDequeue(out var step) ? step : Otherwise)(exchange);
        }
    }

    private (int Status, int Code)? Refusal(HecRequest request) => request.Header("Authorization") switch
    {
        null or "" => (401, 2),
        var header when !header.StartsWith("Splunk ", StringComparison.OrdinalIgnoreCase) => (401, 3),
        var header when Disabled.Contains(header[7..]) => (403, 1),
        var header when !Tokens.Contains(header[7..]) => (403, 4),
        _ when UseAck && !Guid.TryParse(request.Channel, out _) => (400, 10),
        _ => null,
    };

    private Task AnswerAcksAsync(HecExchange exchange)
    {
        if (AckScript.TryDequeue(out var step))
        {
            return step(exchange.Context);
        }

        if (!UseAck)
        {
            return exchange.AnswerAsync(400, 14, HecTexts.Of(14));
        }

        var asked = JsonSerializer.Deserialize<JsonObject>(exchange.Request.Text)!["acks"]!.AsArray().Select(id => id!.GetValue<long>());
        return exchange.AnswerAsync(
            200, new JsonObject { ["acks"] = Acks.Answer(exchange.Request.Channel!, asked) }.ToJsonString(), "application/json; charset=UTF-8");
    }

    private static async Task<HecRequest> ReadAsync(HttpRequest request)
    {
        using var sent = new MemoryStream();
        await request.Body.CopyToAsync(sent);
        using var plain = new MemoryStream();
        sent.Position = 0;
        if (request.Headers.ContentEncoding == "gzip")
        {
            await using var gzip = new GZipStream(sent, CompressionMode.Decompress, leaveOpen: true);
            await gzip.CopyToAsync(plain);
        }
        else
        {
            await sent.CopyToAsync(plain);
        }

        return new HecRequest(
            request.Method,
            request.Path.Value ?? "",
            request.Protocol,
            request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            sent.ToArray(),
            Encoding.UTF8.GetString(plain.ToArray()));
    }
}
