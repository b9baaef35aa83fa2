using Microsoft.Extensions.Options;
using TrailWatch.Http;
using TrailWatch.Identities;
using TrailWatch.Memory;

namespace TrailWatch.Hosting;

/// <summary>The directory: in the store, cached in the process, looked at every half second.</summary>
internal static class DirectoryServices
{
    public static void AddDirectory(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<DirectoryOptions>().Bind(configuration.GetSection(DirectoryOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<DirectoryOptions>, DirectoryOptionsValidator>();
        services.AddSingleton(provider =>
        {
            var store = provider.GetRequiredService<IStore>();

            // The store opens when the service starts, which is after this.
            return new IdentityStore(() => store.Database, store.KeyPrefix, () => store.CommitAsync());
        });
        services.AddSingleton<DirectoryCache>();
        services.AddSingleton<DirectoryEditor>();
        services.AddHostedService(provider => provider.GetRequiredService<DirectoryCache>());
    }
}
