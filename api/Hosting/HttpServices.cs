using FluentValidation;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using TrailWatch.Http;
using TrailWatch.Identities;

namespace TrailWatch.Hosting;

/// <summary>Kestrel, JSON and problems.</summary>
internal static class HttpServices
{
    private static readonly TimeSpan ShutdownPatience = TimeSpan.FromSeconds(30);

    public static void AddHttp(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<HttpLimits>().Bind(configuration.GetSection(HttpLimits.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<HttpLimits>, HttpLimitsValidator>();
        services.AddOptions<KestrelServerOptions>().Configure<IOptions<HttpLimits>>((kestrel, limits) =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = limits.Value.MaxRequestBytes;
        });
        services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownPatience);

        services.AddProblems();
        services.AddValidatorsFromAssemblyContaining<FindingsQueryValidator>(ServiceLifetime.Singleton, includeInternalTypes: true);
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, HttpJson.Default);
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, IdentitiesJsonContext.Default);
            ApiJsonContext.Configure(json.SerializerOptions);
        });
    }
}
