using Microsoft.Extensions.Options;
using TrailWatch.Memory;

namespace TrailWatch.Hosting;

internal static class StoreRegistration
{
    public static IServiceCollection AddStore(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<StoreOptions>().Bind(configuration.GetSection(StoreOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<StoreOptions>, StoreOptionsValidator>();
        services.AddSingleton<IHostedStore>(provider => Create(
            provider.GetRequiredService<IOptions<StoreOptions>>().Value, provider.GetRequiredService<ILoggerFactory>()));
        services.AddSingleton<IStore>(provider => provider.GetRequiredService<IHostedStore>());
        services.AddHostedService<StoreLifetime>();
        services.AddHealthChecks().AddCheck<StoreHealthCheck>("store");
        return services;
    }

    private static IHostedStore Create(StoreOptions options, ILoggerFactory loggers) => options.Mode switch
    {
        StoreMode.Redis => new RedisStore(options, loggers),
        _ => new EmbeddedStore(options, loggers),
    };
}
