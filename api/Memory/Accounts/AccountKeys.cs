using StackExchange.Redis;

namespace TrailWatch.Memory.Accounts;

/// <summary>
/// The keys of what is remembered of AWS accounts; one hash tag, so one script writes them. What depends on when events arrived,
/// and not on the events alone, lies under <see cref="Arrivals"/>, apart from all that the laws speak of.
/// </summary>
internal readonly struct AccountKeys(string prefix)
{
    public const string Arrivals = "{accounts}:arrivals:";

    /// <summary>Sorted set: account to its newest event time.</summary>
    public RedisKey Newest => $"{prefix}{{accounts}}:newest";

    /// <summary>Hash: account to its last arrival and the newest event time that came then.</summary>
    public RedisKey LastArrival => $"{prefix}{Arrivals}last";

    /// <summary>Hash: how long the events that arrived on one day had taken, by account and bucket.</summary>
    public RedisKey Delays(long day) => $"{prefix}{Arrivals}delays:{day}";
}
