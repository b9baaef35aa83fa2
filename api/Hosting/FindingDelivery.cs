using Microsoft.Extensions.Options;
using TrailWatch.Findings.Outbox;
using TrailWatch.Splunk.Delivery;
using TrailWatch.Splunk.Hec;
using TrailWatch.Splunk.Parcels;

namespace TrailWatch.Hosting;

/// <summary>Wires the way of findings to Splunk.</summary>
internal static class FindingDelivery
{
    /// <summary>Whoever evaluates queues what it finds, if there is anywhere to go; who delivers is another matter.</summary>
    public static IServiceCollection QueueFindings(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddHecOptions(configuration);
        return configuration.IsDeliveryOn()
            ? services.AddSingleton(provider => new OutboxFormats(provider.GetRequiredService<IOptions<HecOptions>>().Value.Formats))
            : services.AddSingleton(OutboxFormats.None);
    }

    /// <summary>Takes what is queued to Splunk. What is started last stops first: leases are kept until all is settled.</summary>
    public static IServiceCollection AddFindingDelivery(this IServiceCollection services, IConfiguration configuration)
    {
        if (!configuration.IsDeliveryOn())
        {
            return services;
        }

        return services
            .AddSingleton<FindingEvents>()
            .AddSingleton<LeaseKeeper>()
            .AddHostedService(provider => provider.GetRequiredService<LeaseKeeper>())
            .AddHostedService<OutboxGauges>()
            .AddSingleton<IOutbox, FindingParcels>()
            .AddSingleton(provider => new DeliveryWait(
                provider.GetRequiredService<DeliverySearch>(), provider.GetRequiredService<DeliveryStatus>(), provider.GetRequiredService<TimeProvider>()))
            .AddSplunkDelivery(configuration);
    }
}
