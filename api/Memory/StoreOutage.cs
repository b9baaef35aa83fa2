using StackExchange.Redis;

namespace TrailWatch.Memory;

/// <summary>Tells a store that is away, and will be back, from a mistake of ours.</summary>
public static class StoreOutage
{
    // The words with which a server that is up says that it cannot serve now.
    private static readonly string[] Refusals =
    [
        "LOADING", "OOM", "READONLY", "CLUSTERDOWN", "MASTERDOWN", "MISCONF", "NOREPLICAS", "TRYAGAIN", "BUSY ",
    ];

    public static bool Is(Exception exception) => exception switch
    {
        RedisConnectionException or RedisTimeoutException => true,
        RedisServerException e => Refusals.Any(r => e.Message.StartsWith(r, StringComparison.Ordinal)),
        AggregateException e => e.InnerExceptions.Count > 0 && e.InnerExceptions.All(Is),
        _ => false,
    };
}
