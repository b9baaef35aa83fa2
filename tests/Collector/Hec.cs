using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using TrailWatch.Tests.Service;
using Xunit;

namespace TrailWatch.Tests.Collector;

/// <summary>What was answered.</summary>
internal sealed record HecSaid(int Status, string Body, string? Type, IReadOnlyDictionary<string, string> Headers)
{
    public override string ToString() => $"{Status} {Body}";
}

/// <summary>The whole service behind a real Kestrel on a free port, with some tokens, and short ways to send to it as to Splunk.</summary>
internal sealed class Hec : IAsyncDisposable
{
    public const string Plain = "11111111-1111-4111-8111-111111111111";
    public const string Acking = "22222222-2222-4222-8222-222222222222";
    public const string Off = "33333333-3333-4333-8333-333333333333";
    public const string Strict = "44444444-4444-4444-8444-444444444444";
    public const string Channel = "fe0ecfad-13d5-401b-847d-77833bd77131";
    public const string Success = """{"text":"Success","code":0}""";

    private readonly TrailWatchFactory _factory;

    public Hec(TrailWatchFactory? factory = null, HttpProtocols protocols = HttpProtocols.Http1)
    {
        _factory = factory ?? TrailWatchFactory.With(Tokens());
        _factory.UseKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = protocols));
        _factory.StartServer();
        Client = _factory.CreateClient();
    }

    public HttpClient Client { get; }

    public IServiceProvider Services => _factory.Services;

    /// <summary>A token without and one with acknowledgement, one that is off, and one that takes only what it knows.</summary>
    public static (string Key, string Value)[] Tokens(params (string Key, string Value)[] more) =>
    [
        ("Collector:Tokens:plain:Token", Plain),
        ("Collector:Tokens:plain:AllowQueryToken", "true"),
        ("Collector:Tokens:acking:Token", Acking),
        ("Collector:Tokens:acking:UseAck", "true"),
        ("Collector:Tokens:off:Token", Off),
        ("Collector:Tokens:off:Enabled", "false"),
        ("Collector:Tokens:strict:Token", Strict),
        ("Collector:Tokens:strict:OnUnrecognised", "Reject"),
        ("Collector:Tokens:strict:Index", "main"),
        ("Collector:Tokens:strict:AllowedIndexes:0", "main"),
        ("Collector:Tokens:strict:AllowedIndexes:1", "aws"),
        .. more,
    ];

    public static Hec With(params (string Key, string Value)[] more) => new(TrailWatchFactory.With(Tokens(more)));

    public static string Event(string record) => $"{{\"event\":{record}}}";

    public Task<HecSaid> EventsAsync(string body, string token = Plain, string? channel = null, string query = "") =>
        PostAsync("/services/collector/event" + query, Encoding.UTF8.GetBytes(body), token, channel);

    public Task<HecSaid> RawAsync(string body, string token = Plain, string? channel = null, string query = "") =>
        PostAsync("/services/collector/raw" + query, Encoding.UTF8.GetBytes(body), token, channel);

    public Task<HecSaid> AcksAsync(string body, string token = Acking, string? channel = Channel) =>
        PostAsync("/services/collector/ack", Encoding.UTF8.GetBytes(body), token, channel);

    public Task<HecSaid> PostAsync(string path, byte[] body, string token = Plain, string? channel = null, string? encoding = null)
    {
        var content = new ByteArrayContent(body);
        if (encoding is not null)
        {
            Assert.True(content.Headers.TryAddWithoutValidation("Content-Encoding", encoding));
        }

        return SendAsync(HttpMethod.Post, path, content, [("Authorization", "Splunk " + token), .. channel is null ? [] : new[] { ("X-Splunk-Request-Channel", channel) }]);
    }

    public async Task<HecSaid> SendAsync(HttpMethod method, string path, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        foreach (var (name, value) in headers)
        {
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        }

        using var response = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        return new(
            (int)response.StatusCode,
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            response.Content.Headers.ContentType?.ToString(),
            response.Headers.Concat(response.Content.Headers).ToDictionary(h => h.Key, h => string.Join(',', h.Value), StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>Connects and sends bytes as they are.</summary>
    public async Task<Wire> WireAsync(string text, byte[]? body = null)
    {
        var wire = await Wire.OpenAsync(Client.BaseAddress!.Port);
        await wire.SendAsync(text, body);
        return wire;
    }

    public async Task<IReadOnlyList<string>> FindingsAsync() => Described(await Client.ReadAsync("/v1/findings?limit=500"));

    /// <summary>Events that are remembered, for sending a record once more tells whether it was known.</summary>
    public async Task<bool> KnowsAsync(string record) => (await Client.PostAsync(record, path: "/v1/events?mode=dryRun")).Good().Number("duplicates") == 1;

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _factory.DisposeAsync();
    }

    /// <summary>Findings without their revision, which counts the batches that changed them.</summary>
    private static List<string> Described(Answer page) => [.. page.Good().Items.Select(f =>
    {
        var finding = (JsonObject)f.DeepClone();
        Assert.True(finding.Remove("revision"));
        return finding.ToJsonString();
    }).Order(StringComparer.Ordinal)];
}

/// <summary>A connection on which a test writes HTTP by hand.</summary>
internal sealed class Wire : IDisposable
{
    private readonly TcpClient _client = new();

    public static async Task<Wire> OpenAsync(int port)
    {
        var wire = new Wire();
        await wire._client.ConnectAsync(System.Net.IPAddress.Loopback, port, TestContext.Current.CancellationToken);
        return wire;
    }

    public async Task SendAsync(string text, byte[]? body = null)
    {
        byte[] bytes = [.. Encoding.ASCII.GetBytes(text.ReplaceLineEndings("\r\n")), .. body ?? []];
        await _client.GetStream().WriteAsync(bytes, TestContext.Current.CancellationToken);
    }

    /// <summary>Reads one answer: its head, and as much body as that says.</summary>
    public async Task<HecSaid> AnswerAsync()
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            Assert.Equal(1, await _client.GetStream().ReadAsync(one, TestContext.Current.CancellationToken));
            head.Append((char)one[0]);
        }

        var lines = head.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = lines.Skip(1).Select(l => l.Split(": ", 2)).ToDictionary(l => l[0], l => l[1], StringComparer.OrdinalIgnoreCase);
        var body = new byte[int.Parse(headers.GetValueOrDefault("Content-Length", "0"), System.Globalization.CultureInfo.InvariantCulture)];
        await _client.GetStream().ReadExactlyAsync(body, TestContext.Current.CancellationToken);
        return new(int.Parse(lines[0].Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture), Encoding.UTF8.GetString(body), headers.GetValueOrDefault("Content-Type"), headers);
    }

    public void Dispose() => _client.Dispose();
}
