using Microsoft.Extensions.Options;
using TrailWatch.Splunk.Hec;

namespace TrailWatch.Splunk.Delivery;

/// <summary>The clients of all endpoints, in the order of the configuration.</summary>
internal sealed class HecClients(IServiceProvider services, IOptions<HecOptions> options, TimeProvider time, HecMetrics metrics)
{
    public IReadOnlyList<HecClient> All { get; } =
    [
        .. options.Value.Endpoints.Select((endpoint, n) => new HecClient(
            HecUrl.NameOf(endpoint.Url),
            services.GetRequiredKeyedService<IHecApi>(HecRegistration.Key(n)),
            new HecToken(endpoint),
            options.Value,
            time,
            metrics)),
    ];
}
