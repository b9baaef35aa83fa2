using TrailWatch.Collector.Tokens;

namespace TrailWatch.Hosting;

/// <summary>Where the service listens when nobody says where, and where else it listens for the collector.</summary>
internal static class ListenAddress
{
    private const string Default = "http://127.0.0.1:8080";
    private const string Kestrel = "Kestrel:Endpoints";

    public static void ListenOnLoopbackUnlessTold(this WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        var collector = CollectorAddress(configuration);
        if (configuration.GetSection(Kestrel).Exists())
        {
            // Kestrel's own section, once it is there, is all that Kestrel heeds.
            if (collector is not null)
            {
                configuration[$"{Kestrel}:Collector:Url"] ??= collector;
            }

            return;
        }

        var told = Told(configuration);
        if (told is null || collector is not null)
        {
            builder.WebHost.UseUrls([.. (told ?? Default).Split(';'), .. collector is null ? [] : new[] { collector }]);
        }
    }

    /// <summary>Where the service listens with these settings, the collector's own port left out: its first address is asked by whoever checks it.</summary>
    public static IEnumerable<string> Of(IConfiguration configuration) =>
        configuration.GetSection(Kestrel) is { } endpoints && endpoints.Exists()
            ? endpoints.GetChildren().Select(endpoint => endpoint["Url"]).OfType<string>()
            : (Told(configuration) ?? Default).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string? Told(IConfiguration configuration) =>
        configuration[WebHostDefaults.ServerUrlsKey] is { Length: > 0 } urls ? urls
        : string.Join(';', Ports(configuration, WebHostDefaults.HttpPortsKey, "http").Concat(Ports(configuration, WebHostDefaults.HttpsPortsKey, "https")))
            is { Length: > 0 } ports ? ports
        : null;

    private static IEnumerable<string> Ports(IConfiguration configuration, string key, string scheme) =>
        (configuration[key] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(port => $"{scheme}://*:{port}");

    /// <summary>A wrong port is told of when the settings are checked.</summary>
    private static string? CollectorAddress(ConfigurationManager configuration)
    {
        var section = configuration.GetSection(CollectorOptions.Section);
        var scheme = bool.TryParse(section[nameof(CollectorOptions.Https)], out var https) && https ? "https" : "http";
        return ushort.TryParse(section[nameof(CollectorOptions.Port)], out var port) && port > 0 ? $"{scheme}://*:{port}" : null;
    }
}
