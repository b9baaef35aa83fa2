using TrailWatch.Http;

namespace TrailWatch.Hosting;

/// <summary>Everything the service is made of, floor by floor.</summary>
internal static class Services
{
    public static void AddTrailWatch(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton(TimeProvider.System);
        services.AddStore(builder.Configuration);
        services.AddDirectory(builder.Configuration);
        services.AddEvaluation();
        services.AddBacktests();
        services.AddHttp(builder.Configuration);
        services.AddApiDescription(builder.Configuration);
        services.AddSingleton(new ReadyWarning(LoopbackOnly.Warning));
        builder.ListenOnLoopbackUnlessTold();
    }
}
