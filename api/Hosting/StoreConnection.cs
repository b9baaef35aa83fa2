using StackExchange.Redis;

namespace TrailWatch.Hosting;

/// <summary>The settings that both stores' connections share.</summary>
internal static class StoreConnection
{
    /// <summary>Below the eight seconds a playbook waits, above the pause of a failover's first attempt.</summary>
    private const int TimeoutMilliseconds = 5_000;

    private static readonly TimeSpan PingPatience = TimeSpan.FromSeconds(2);

    public static ConfigurationOptions WithOurDefaults(this ConfigurationOptions options)
    {
        // The service starts without its store and finds it when it comes; until then calls fail and /readyz tells.
        options.AbortOnConnectFail = false;
        options.ConnectTimeout = TimeoutMilliseconds;
        options.SyncTimeout = TimeoutMilliseconds;
        options.AsyncTimeout = TimeoutMilliseconds;
        options.AllowAdmin = false;
        options.ClientName = "trailwatch";
        return options;
    }

    public static async Task<bool> AnswersAsync(this IDatabase database, CancellationToken cancellation)
    {
        try
        {
            await database.PingAsync().WaitAsync(PingPatience, cancellation);
            return true;
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            return false;
        }
    }
}
