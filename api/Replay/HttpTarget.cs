using System.Net;
using System.Text.Json;
using Polly.Timeout;
using TrailWatch.Evaluation;
using TrailWatch.Http;

namespace TrailWatch.Replay;

/// <summary>Sends to a running service.</summary>
/// <param name="client">With the service's address; repeats what failed for a while by itself.</param>
internal sealed class HttpTarget(HttpClient client) : IReplayTarget
{
    public string Name => client.BaseAddress!.ToString();

    public async Task CheckAsync(CancellationToken cancellation) =>
        (await AskAsync(() => client.GetAsync("v1/ping", cancellation), cancellation).ConfigureAwait(false)).Dispose();

    public async Task<EvaluationResult> SendAsync(ReadOnlyMemory<byte> records, EvaluationMode mode, CancellationToken cancellation)
    {
        using var body = GzipContent.Of(records);
        var path = mode == EvaluationMode.Learn ? "v1/events?mode=learn" : "v1/events?mode=evaluate";
        using var response = await AskAsync(() => client.PostAsync(path, body, cancellation), cancellation).ConfigureAwait(false);
        try
        {
            var answer = await response.Content.ReadFromJsonAsync(ApiJsonContext.Default.EvaluationResult, cancellation).ConfigureAwait(false);
            return answer ?? throw new JsonException();
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw new ReplayStoppedException($"{Name} did not answer as TrailWatch does: is it the right address?", e);
        }
    }

    private async Task<HttpResponseMessage> AskAsync(Func<Task<HttpResponseMessage>> ask, CancellationToken cancellation)
    {
        try
        {
            var response = await ask().ConfigureAwait(false);
            if (response.IsSuccessStatusCode)
            {
                return response;
            }

            using (response)
            {
                throw new ReplayStoppedException(await RefusalAsync(response, cancellation).ConfigureAwait(false));
            }
        }
        catch (HttpRequestException e)
        {
            throw new ReplayStoppedException($"{Name} cannot be reached: {e.Message}", e);
        }
        catch (TimeoutRejectedException e)
        {
            throw new ReplayStoppedException($"{Name} did not answer in time.", e);
        }
    }

    private async Task<string> RefusalAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var hint = response.StatusCode switch
        {
            HttpStatusCode.RequestEntityTooLarge => " Send fewer records at once with --batch.",
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => " The key comes from --key-file or TRAILWATCH_API_KEY.",
            _ => "",
        };
        try
        {
            using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancellation).ConfigureAwait(false));
            return $"{Name} answered {(int)response.StatusCode}: {problem.RootElement.GetProperty("error").GetString()}{hint}";
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return $"{Name} answered {(int)response.StatusCode} {response.ReasonPhrase}.{hint}";
        }
    }
}
