namespace TrailWatch.Hosting;

/// <summary>Where the service listens when nobody says where.</summary>
internal static class ListenAddress
{
    private const string Default = "http://127.0.0.1:8080";

    private static readonly string[] Told = [WebHostDefaults.ServerUrlsKey, WebHostDefaults.HttpPortsKey, WebHostDefaults.HttpsPortsKey];

    public static void ListenOnLoopbackUnlessTold(this WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        if (Array.TrueForAll(Told, key => string.IsNullOrEmpty(configuration[key])) && !configuration.GetSection("Kestrel:Endpoints").Exists())
        {
            builder.WebHost.UseUrls(Default);
        }
    }
}
