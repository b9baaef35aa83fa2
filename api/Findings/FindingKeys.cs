using StackExchange.Redis;

namespace TrailWatch.Findings;

/// <summary>The Redis keys of one shard of findings; one hash tag, so that a finding and its indexes move together.</summary>
public readonly struct FindingKeys(string prefix, char shard)
{
    private readonly string _root = $"{prefix}{{f{shard}}}:";

    public RedisKey Finding(string id) => $"{_root}d:{id}";

    /// <summary>List: what was decided of a finding, newest first.</summary>
    public RedisKey Trail(string id) => $"{_root}h:{id}";

    public RedisKey All => _root + "all";

    public RedisKey Expiry => _root + "expiry";

    public RedisKey OfActor(string actorKey) => $"{_root}a:{actorKey}";

    public RedisKey LastTold(string detection, string actorKey) => $"{_root}t:{detection}:{actorKey}";

    /// <summary>Deliveries to be made, by when they are due; one that is under way is due when its lease ends.</summary>
    public RedisKey Due => _root + "out:due";

    /// <summary>Deliveries made, by when.</summary>
    public RedisKey Delivered => _root + "out:delivered";

    /// <summary>Deliveries given up, by when.</summary>
    public RedisKey Dead => _root + "out:dead";

    /// <param name="delivery">Its name: the finding's id and the format.</param>
    public RedisKey Delivery(string delivery) => $"{_root}o:{delivery}";

    public static FindingKeys OfId(string prefix, string id) => new(prefix, id[0]);
}
