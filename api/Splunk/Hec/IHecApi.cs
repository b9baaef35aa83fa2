using Refit;

namespace TrailWatch.Splunk.Hec;

/// <summary>The three calls of a HTTP Event Collector. Bodies are bytes with a length, answers are text: not every 400 is JSON.</summary>
[Headers("Authorization: Splunk", "Accept: application/json")]
internal interface IHecApi
{
    const string ChannelHeader = "X-Splunk-Request-Channel";

    [Post("/services/collector/event")]
    Task<IApiResponse<string>> SendAsync([Body] HttpContent events, [Header(ChannelHeader)] string channel, CancellationToken cancellation);

    [Post("/services/collector/ack")]
    Task<IApiResponse<string>> AskAcksAsync([Body] HttpContent acks, [Header(ChannelHeader)] string channel, CancellationToken cancellation);

    [Get("/services/collector/health/1.0")]
    Task<IApiResponse<string>> HealthAsync(CancellationToken cancellation);
}
