using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Options;
using Refit;

namespace TrailWatch.Splunk.Hec;

/// <summary>One Refit client for each endpoint, with connections, cookies and a token of its own.</summary>
internal static class HecRegistration
{
    private const int LongestErrorBody = 4_096;

    public static string Key(int endpoint) => "hec-" + endpoint.ToString(CultureInfo.InvariantCulture);

    public static void AddHecApi(this IServiceCollection services, int endpoint)
    {
        var key = Key(endpoint);
        services.AddKeyedRefitGeneratedClient<IHecApi>(key, provider => Settings(Options(provider).Endpoints[endpoint]), key)
            .ConfigureHttpClient((provider, client) =>
            {
                HecUrl.TryRead(Options(provider).Endpoints[endpoint].Url, out var address, out _);
                client.BaseAddress = address;

                // The client keeps its own time, by TimeProvider.
                client.Timeout = Timeout.InfiniteTimeSpan;

                // Without a name Splunk falls back to HTTP 1.0.
                client.DefaultRequestHeaders.UserAgent.ParseAdd($"TrailWatch/{Version}");
                client.DefaultRequestHeaders.Add("__splunk_app_name", "TrailWatch");
                client.DefaultRequestHeaders.Add("__splunk_app_version", Version);
            })
            .ConfigurePrimaryHttpMessageHandler(provider => HecConnection.Handler(Options(provider)))

            // The cookies live in the handler; the pool renews its connections itself.
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)

            // They would write the Authorization header at their lowest level.
            .RemoveAllLoggers();
    }

    private static string Version { get; } =
        typeof(HecRegistration).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    private static HecOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<HecOptions>>().Value;

    private static RefitSettings Settings(HecEndpointOptions endpoint)
    {
        var token = new HecToken(endpoint);
        return new RefitSettings
        {
            AuthorizationHeaderValueGetter = (_, _) => ValueTask.FromResult(token.Current),
            MaxExceptionContentLength = LongestErrorBody,

            // An exception carries its request, and that the token.
            ExceptionRedactor = exception => exception.RequestMessage?.Headers.Remove("Authorization"),
        };
    }
}
