using StackExchange.Redis;

namespace TrailWatch.Memory;

/// <summary>Where everything remembered lies: Redis, or the embedded store, which speaks the same commands and scripts.</summary>
public interface IStore
{
    /// <summary>
    /// Throws <see cref="RedisConnectionException"/> or <see cref="RedisTimeoutException"/> from its calls while the store is away.
    /// Never put a script into a MULTI: the embedded store locks the script's keys twice and never answers.
    /// </summary>
    IDatabase Database { get; }

    /// <summary>Stands before every key, for example <c>tw:</c>; it never holds a brace, so a <c>{hash tag}</c> after it counts.</summary>
    string KeyPrefix { get; }

    /// <summary>Makes every write that has been acknowledged so far survive a crash of this process; awaited before an answer is given.</summary>
    Task CommitAsync(CancellationToken cancellation = default);

    /// <summary>Whether the store answers now; false rather than an exception where it does not.</summary>
    Task<bool> PingAsync(CancellationToken cancellation = default);
}
