using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using TrailWatch.Splunk.Hec;

namespace TrailWatch.Splunk.Delivery;

/// <summary>Wires delivery. Somebody else provides the <see cref="IOutbox"/>, which is asked for only where there is an endpoint.</summary>
public static class DeliveryServices
{
    /// <summary>Whether findings have anywhere to go: without an endpoint nothing is queued, either.</summary>
    public static bool IsDeliveryOn(this IConfiguration configuration) => Endpoints(configuration) > 0;

    /// <summary>The settings alone; checked at the start.</summary>
    public static IServiceCollection AddHecOptions(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<HecOptions>().Bind(configuration.GetSection(HecOptions.Section)).ValidateOnStart();
        services.TryAddSingleton<IValidateOptions<HecOptions>, HecOptionsValidator>();
        return services;
    }

    public static IServiceCollection AddSplunkDelivery(this IServiceCollection services, IConfiguration configuration)
    {
        if (!configuration.IsDeliveryOn())
        {
            return services;
        }

        services.AddMetrics();
        for (var endpoint = 0; endpoint < Endpoints(configuration); endpoint++)
        {
            services.AddHecApi(endpoint);
        }

        services.AddHealthChecks().AddCheck<SplunkHealthCheck>("splunk");
        return services
            .AddSingleton<HecMetrics>()
            .AddSingleton<HecClients>()
            .AddSingleton<DeliveryLanes>()
            .AddSingleton<DeliveryStatus>()
            .AddSingleton<DeliveryTest>()
            .AddHostedService<DeliveryWorker>();
    }

    private static int Endpoints(IConfiguration configuration) => configuration.GetSection(HecOptions.Section + ":Endpoints").GetChildren().Count();
}
