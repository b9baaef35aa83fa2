using System.Globalization;
using FluentValidation;
using Microsoft.AspNetCore.Connections;
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
        services.Configure<KestrelServerOptions>(kestrel =>
        {
            kestrel.AddServerHeader = false;

            kestrel.Limits.MaxRequestBodySize = MaxRequestBytes(configuration);
        });
        services.AddSingleton<IMemoryPoolFactory<byte>, TransportBlocks>();
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

    public static void AddHttpLimits(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<HttpLimits>().Bind(configuration.GetSection(HttpLimits.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<HttpLimits>, HttpLimitsValidator>();
    }

    /// <summary>Kestrel asks before the settings are checked; a wrong value stops the start a moment later, with a sentence.</summary>
    private static long MaxRequestBytes(IConfiguration configuration)
    {
        var value = configuration.GetSection(HttpLimits.Section)[nameof(HttpLimits.MaxRequestBytes)];
        return long.TryParse(value, CultureInfo.InvariantCulture, out var bytes) && bytes >= 0 ? bytes : new HttpLimits().MaxRequestBytes;
    }
}
