using StackExchange.Redis;

namespace TrailWatch.Memory;

/// <summary>Tells a store that is away, and will be back, from a mistake of ours.</summary>
public static class StoreOutage
{
    public static bool Is(Exception exception) => exception switch
    {
        RedisConnectionException or RedisTimeoutException => true,
        RedisServerException e => IsRefusal(e),
        AggregateException e => e.InnerExceptions.Count > 0 && e.InnerExceptions.All(Is),
        _ => false,
    };

    // A server that is up says that it cannot serve now. A transaction it aborted is one of these cases too: our commands are
    // well formed, so it is the refusal of one of them that aborts it.
    private static bool IsRefusal(RedisServerException e) =>
        e.Kind is RedisErrorKind.Loading or RedisErrorKind.OutOfMemory or RedisErrorKind.ReadOnly or RedisErrorKind.ClusterDown
            or RedisErrorKind.MasterDown or RedisErrorKind.Misconfigured or RedisErrorKind.NoReplicas or RedisErrorKind.TryAgain
            or RedisErrorKind.Busy or RedisErrorKind.MaxClients or RedisErrorKind.ConnectionFault or RedisErrorKind.Timeout
            or RedisErrorKind.ExecAbort;
}
