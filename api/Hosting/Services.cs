using TrailWatch.Http;

namespace TrailWatch.Hosting;

/// <summary>Everything the service is made of, floor by floor.</summary>
internal static class Services
{
    public static void AddTrailWatch(this WebApplicationBuilder builder)
    {
        builder.Services.AddTrailWatchWithoutHttp(builder.Configuration);
        builder.Services.AddBacktests();
        builder.Services.AddFindingDelivery(builder.Configuration);
        builder.Services.AddHttp(builder.Configuration);
        builder.Services.AddCollector(builder.Configuration);
        builder.Services.AddApiDescription(builder.Configuration);
        builder.Services.AddSingleton(new ReadyWarning(LoopbackOnly.Warning));
        builder.ListenOnLoopbackUnlessTold();
    }

    /// <summary>What evaluates, for commands that do so without listening.</summary>
    public static void AddTrailWatchWithoutHttp(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddStore(configuration);
        services.AddDirectory(configuration);
        services.AddEvaluation();
        services.QueueFindings(configuration);
        services.AddHttpLimits(configuration);
    }
}
