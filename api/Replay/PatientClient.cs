using Microsoft.Extensions.Http.Resilience;
using Polly;
using Polly.Timeout;

namespace TrailWatch.Replay;

/// <summary>
/// Makes the client of a service that may be restarting or busy: what can be repeated is repeated for some minutes, and no sooner
/// than <c>Retry-After</c> says. A POST of events may be repeated as often as one likes, for sending twice changes nothing.
/// </summary>
internal static class PatientClient
{
    private const int Attempts = 12;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromMinutes(3);

    /// <param name="service">Its address; a path before <c>/v1</c> is kept.</param>
    /// <param name="key">For <c>X-API-Key</c>; null where there is none.</param>
    /// <param name="waits">Told before each pause how long it takes and why.</param>
    /// <param name="clock">Paces the pauses.</param>
    /// <param name="network">Sends one request.</param>
    public static HttpClient For(Uri service, string? key, Action<TimeSpan, string> waits, TimeProvider clock, HttpMessageHandler network)
    {
        var pipeline = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = clock }
            .AddRetry(new HttpRetryStrategyOptions
            {
                MaxRetryAttempts = Attempts,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = FirstPause,
                MaxDelay = LongestPause,
                ShouldRetryAfterHeader = true,
                OnRetry = retry =>
                {
                    waits(retry.RetryDelay, Reason(retry.Outcome));
                    return default;
                },
            })
            .AddTimeout(AnswerPatience)
            .Build();
        var client = new HttpClient(new ResilienceHandler(pipeline) { InnerHandler = new WholeAnswers(network) })
        {
            BaseAddress = new Uri(service.AbsoluteUri.TrimEnd('/') + "/"),
            Timeout = Timeout.InfiniteTimeSpan,
        };
        if (key is not null)
        {
            client.DefaultRequestHeaders.Add("X-API-Key", key);
        }

        return client;
    }

    /// <summary>Sends requests; never to where an answer points, for the key is the named service's alone.</summary>
    public static HttpMessageHandler Network() => new SocketsHttpHandler { AllowAutoRedirect = false };

    private static string Reason(Outcome<HttpResponseMessage> outcome) => outcome switch
    {
        { Result: { } response } => $"it answered {(int)response.StatusCode}",
        { Exception: TimeoutRejectedException } => "it did not answer in time",
        _ => "it cannot be reached",
    };
}
