using Microsoft.Extensions.Options;
using TrailWatch.Collector;
using TrailWatch.Collector.Acks;
using TrailWatch.Collector.Intake;
using TrailWatch.Collector.Replies;
using TrailWatch.Collector.Tokens;
using TrailWatch.Splunk.Delivery;

namespace TrailWatch.Hosting;

/// <summary>Wires the collector.</summary>
internal static class CollectorServices
{
    public static IServiceCollection AddCollector(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<CollectorOptions>().Bind(configuration.GetSection(CollectorOptions.Section))
            .Validate(
                options => !options.PassThrough || configuration.IsDeliveryOn(),
                $"{CollectorOptions.Section}:PassThrough needs a Splunk to pass to: set Splunk:Hec:Endpoints:0:Url and :TokenFile.")
            .ValidateOnStart();
        services.AddOptions<HostOptions>().PostConfigure<IOptions<CollectorOptions>>(
            static (host, receiver) => host.ShutdownTimeout += TimeSpan.FromSeconds(receiver.Value.StopSeconds));
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, CollectorJson.Default));

        // Its lines hold whole addresses, and an address may hold a token.
        services.AddLogging(log => log.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning));
        return services
            .AddSingleton<IValidateOptions<CollectorOptions>, CollectorOptionsValidator>()
            .AddSingleton<IValidateOptions<CollectorOptions>, CollectorNumbersValidator>()
            .AddSingleton<IStartupFilter, PathsFirst>()
            .AddSingleton<TokenBook>()
            .AddSingleton<Doorkeeper>()
            .AddSingleton<AckStore>()
            .AddSingleton<AckAnswers>()
            .AddSingleton<IntakeGate>()
            .AddSingleton<CollectorMetrics>()
            .AddSingleton<EventIntake>()
            .AddSingleton<CollectorHealth>()
            .AddSingleton<CollectorDesk>()
            .AddHostedService<CollectorStop>();
    }

    /// <summary>What comes before routing.</summary>
    private sealed class PathsFirst : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.UseMiddleware<CollectorPaths>();
            next(app);
        };
    }
}
