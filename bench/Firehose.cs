using System.Diagnostics;
using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace TrailWatch.Bench;

/// <summary>
/// AWS Data Firehose with a Splunk destination, as its documentation describes it: it probes with nothing, sends raw records run
/// together on its channel, asks for acknowledgements until they are true, and sends again what is refused or not acknowledged in time.
/// </summary>
internal sealed class Firehose(Uri address, string token, bool gzip = false) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly string _channel = Guid.NewGuid().ToString();
    private readonly HttpClient _client = new() { BaseAddress = address, Timeout = TimeSpan.FromMinutes(1) };
    private readonly Dictionary<long, byte[]> _unconfirmed = [];

    /// <summary>How long it waits for an acknowledgement; AWS's least is 180 s.</summary>
    public TimeSpan AckTimeout { get; init; } = TimeSpan.FromSeconds(180);

    /// <summary>Requests that were answered with an acknowledgement's number.</summary>
    public int Sent { get; private set; }

    /// <summary>Attempts that found nobody, or no room.</summary>
    public int Retries { get; private set; }

    /// <summary>Requests that were sent again because nobody acknowledged them.</summary>
    public int Resent { get; private set; }

    public int Confirmed { get; private set; }

    /// <summary>Whether the other side is there and knows the token: nothing, sent with token and channel, is answered 400 code 5.</summary>
    public async Task<bool> ProbeAsync(CancellationToken cancellation = default)
    {
        using var response = await PostAsync("raw", [], cancellation);
        return (int)response.StatusCode == 400 && (await response.Content.ReadAsStringAsync(cancellation)).Contains("\"code\":5", StringComparison.Ordinal);
    }

    /// <summary>Sends batches in order, and ends when every one is acknowledged.</summary>
    /// <param name="batches">Each a body.</param>
    /// <param name="sent">Told after each.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task DeliverAsync(IEnumerable<byte[]> batches, Func<int, Task>? sent = null, CancellationToken cancellation = default)
    {
        foreach (var batch in batches)
        {
            await SendAsync(batch, cancellation);
            if (sent is not null)
            {
                await sent(Sent);
            }
        }

        while (_unconfirmed.Count > 0)
        {
            var waited = Stopwatch.StartNew();
            while (_unconfirmed.Count > 0 && waited.Elapsed < AckTimeout)
            {
                await PollAsync(cancellation);
                await Task.Delay(_unconfirmed.Count > 0 ? Pause : TimeSpan.Zero, cancellation);
            }

            var again = _unconfirmed.Values.ToList();
            _unconfirmed.Clear();
            foreach (var batch in again)
            {
                Resent++;
                await SendAsync(batch, cancellation);
            }
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task SendAsync(byte[] batch, CancellationToken cancellation)
    {
        for (var waited = Stopwatch.StartNew(); ; Retries++)
        {
            if (await TrySendAsync(batch, cancellation) is { } id)
            {
                // A number that is given again was lost on the other side: what it stood for is sent again too.
                if (_unconfirmed.Remove(id, out var lost))
                {
                    Resent++;
                    _unconfirmed[id] = batch;
                    await SendAsync(lost, cancellation);
                }
                else
                {
                    _unconfirmed[id] = batch;
                }

                Sent++;
                return;
            }

            if (waited.Elapsed > Patience)
            {
                throw new TimeoutException("Nobody takes the batch.");
            }

            await Task.Delay(Pause, cancellation);
        }
    }

    private async Task<long?> TrySendAsync(byte[] batch, CancellationToken cancellation)
    {
        try
        {
            using var response = await PostAsync("raw", batch, cancellation);
            var text = await response.Content.ReadAsStringAsync(cancellation);
            return (int)response.StatusCode switch
            {
                200 => JsonDocument.Parse(text).RootElement.GetProperty("ackId").GetInt64(),
                408 or 429 or >= 500 => null,
                var status => throw new InvalidOperationException($"{status} {text}"),
            };
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private async Task PollAsync(CancellationToken cancellation)
    {
        try
        {
            var question = Encoding.UTF8.GetBytes($"{{\"acks\":[{string.Join(',', _unconfirmed.Keys)}]}}");
            using var response = await PostAsync("ack", question, cancellation);
            if (!response.IsSuccessStatusCode)
            {
                return;
            }

            using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancellation));
            foreach (var ack in answer.RootElement.GetProperty("acks").EnumerateObject().Where(a => a.Value.GetBoolean()))
            {
                Confirmed += _unconfirmed.Remove(long.Parse(ack.Name, System.Globalization.CultureInfo.InvariantCulture)) ? 1 : 0;
            }
        }
        catch (HttpRequestException)
        {
            // It is asked for again.
        }
    }

    private Task<HttpResponseMessage> PostAsync(string route, byte[] body, CancellationToken cancellation)
    {
        var packed = gzip && body.Length > 0;
        var request = new HttpRequestMessage(HttpMethod.Post, $"/services/collector/{route}?channel={_channel}")
        {
            Content = new ByteArrayContent(packed ? Pack(body) : body),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Splunk", token);
        if (packed)
        {
            request.Content.Headers.ContentEncoding.Add("gzip");
        }

        return _client.SendAsync(request, cancellation);
    }

    private static byte[] Pack(byte[] body)
    {
        using var packed = new MemoryStream();
        using (var stream = new GZipStream(packed, CompressionLevel.Fastest))
        {
            stream.Write(body);
        }

        return packed.ToArray();
    }
}
